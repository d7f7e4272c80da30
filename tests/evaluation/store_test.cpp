#include "imis/evaluation/store.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>

#include <sqlite3.h>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"

using namespace imis;

namespace {

const RunContext context{{{"model", "m"}, {"seed", "42"}}, {{"threads", "2"}}};

ImageResult image_result(const std::string& dataset, std::int64_t item, const std::string& model = "m") {
    ImageResult result;
    result.model = model;
    result.dataset = dataset;
    result.modality = "CT";
    result.image = "image" + std::to_string(item);
    result.item = item;
    for (const int class_index : {4, 1}) {
        for (const int round : {2, 1}) {
            result.rounds.push_back({class_index,
                                     "class" + std::to_string(class_index),
                                     1,
                                     round,
                                     "{}",
                                     {round, 2 * round, 3 * round},
                                     {0.1 * round, 0.2 * round},
                                     0.5,
                                     "liver",
                                     {"spleen", "kidney"},
                                     "kidney"});
        }
    }
    return result;
}

std::string order_of(const ResultStore& store) {
    std::string order;
    store.for_each_round([&](const StoredRound& round) {
        order += round.dataset + round.image + round.result.target + std::to_string(round.result.round) + " ";
    });
    return order;
}

}  // namespace

TEST_CASE("a store is read without changing it, with the context of its run") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH(ResultStore(folder.path()), contains("results.sqlite: is missing"));
    ResultStore(folder.path(), context, false).add(image_result("a", 9));
    const ResultStore store(folder.path());
    CHECK(store.context().identity.front() == context.identity.front());
    CHECK(store.context().identity.back().first == "metrics");
    CHECK(store.context().information == context.information);
    CHECK(order_of(store).starts_with("aimage9class11 "));
    CHECK_THROWS_WITH(ResultStore(folder.path()).add(image_result("b", 0)), contains("readonly"));
}

TEST_CASE("a run's duration adds up over its sessions, and is no part of its identity") {
    const TemporaryFolder folder;
    CHECK(ResultStore(folder.path(), context, false).add_duration(1.25) == "1.2");
    ResultStore resumed(folder.path(), context, false);
    CHECK(resumed.add_duration(2.5) == "3.7");
    const RunContext stored = resumed.context();
    CHECK(std::ranges::count(stored.information, std::pair<std::string, std::string>(duration_name, "3.7")) == 1);
    ResultStore replaced(folder.path(), context, true);
    CHECK(replaced.add_duration(1) == "1.0");
}

TEST_CASE("rounds come back in one order, whatever the order they were added in") {
    const TemporaryFolder folder;
    ResultStore first(folder / "first", context, false);
    first.add(image_result("b", 0));
    first.add(image_result("a", 10));
    first.add(image_result("a", 9));
    ResultStore second(folder / "second", context, false);
    second.add(image_result("a", 9));
    second.add(image_result("b", 0));
    second.add(image_result("a", 10));
    CHECK(order_of(first) == order_of(second));
    CHECK(order_of(first).starts_with("aimage9class11 aimage9class12 aimage9class41 aimage9class42 aimage10class11 "));
}

TEST_CASE("what was added is there again when the store is opened again") {
    const TemporaryFolder folder;
    {
        ResultStore store(folder.path(), context, false);
        store.add(image_result("a", 3));
    }
    const ResultStore store(folder.path(), context, false);
    REQUIRE(store.finished("m") == std::set<std::pair<std::string, std::int64_t>>{{"a", 3}});
    std::size_t rounds = 0;
    store.for_each_round([&](const StoredRound& round) {
        ++rounds;
        const int number = round.result.round;
        CHECK(round.result.scores == std::vector<double>{0.1 * number, 0.2 * number});
        CHECK(round.result.overlap == Overlap{number, 2 * number, 3 * number});
        CHECK(round.result.predicted_iou == 0.5);
        CHECK(round.result.category == "liver");
        CHECK(round.result.further_categories == std::vector<std::string>{"spleen", "kidney"});
        CHECK(round.result.true_category == "kidney");
        CHECK(round.modality == "CT");
    });
    CHECK(rounds == 4);
}

TEST_CASE("a model with fewer than three categories has as many") {
    const TemporaryFolder folder;
    ResultStore store(folder.path(), context, false);
    ImageResult result = image_result("a", 1);
    result.rounds.resize(2);
    result.rounds[0].further_categories = {"spleen"};
    result.rounds[1].further_categories = {};
    store.add(result);
    const auto rounds = store.rounds("m", "a", 1);  // by rising round: the second first
    REQUIRE(rounds.size() == 2);
    CHECK(rounds[0].further_categories.empty());
    CHECK(rounds[1].further_categories == std::vector<std::string>{"spleen"});
}

TEST_CASE("how long an image took is kept with the number of its masks") {
    const TemporaryFolder folder;
    ResultStore store(folder.path(), context, false);
    for (const std::int64_t item : {2, 1}) {
        ImageResult result = image_result("a", item);
        result.seconds = 2.0 * static_cast<double>(item);
        result.rounds_seconds = 0.5;
        store.add(result);
    }
    ImageResult skipped = image_result("a", 3);
    skipped.rounds.clear();
    skipped.skip_reason = "truncated";
    store.add(skipped);
    const auto times = store.times();
    REQUIRE(times.size() == 2);
    CHECK(times[0].model == "m");
    CHECK(times[0].seconds == 2);
    CHECK(times[1].seconds == 4);
    CHECK(times[1].rounds_seconds == 0.5);
    CHECK(times[1].mask_rounds == 4);
}

TEST_CASE("values that are not numbers come back as such") {
    const TemporaryFolder folder;
    ResultStore store(folder.path(), context, false);
    ImageResult result = image_result("a", 1);
    result.rounds.resize(1);
    result.rounds[0].scores = {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()};
    result.rounds[0].predicted_iou = std::numeric_limits<double>::quiet_NaN();
    store.add(result);
    const auto rounds = store.rounds("m", "a", 1);
    REQUIRE(rounds.size() == 1);
    CHECK(std::isnan(rounds[0].scores[0]));
    CHECK(rounds[0].scores[1] == std::numeric_limits<double>::infinity());
    CHECK(std::isnan(rounds[0].predicted_iou));
}

TEST_CASE("a store has a value for each metric of its table, and gains those of another") {
    const TemporaryFolder folder;
    const MetricTable one = standard_metrics().first(1);
    {
        ResultStore store(folder.path(), context, false, one);
        CHECK_THROWS_WITH(store.add(image_result("a", 1)), contains("2 values for 1 metrics"));
        ImageResult result = image_result("a", 2);
        for (RoundResult& round : result.rounds) round.scores.resize(1);
        store.add(result);
        CHECK(store.rounds("m", "a", 2).front().scores.size() == 1);
    }
    ResultStore store(folder.path(), context, false);
    const std::pair<std::string, std::int64_t> image("a", 2);
    CHECK(store.extents("m").at(image).metrics == std::vector<std::string>{"dice"});
    CHECK(std::isnan(store.rounds("m", "a", 2).front().scores[1]));
    CHECK(store.context().identity.back().second == "dice");
    auto rounds = store.rounds("m", "a", 2);
    for (RoundResult& round : rounds) round.scores = {0.25 * round.round};
    store.add_scores("m", "a", 2, standard_metrics().subspan(1), rounds);
    CHECK(store.extents("m").at(image).metrics == std::vector<std::string>{"dice", "iou"});
    CHECK(store.context().identity.back().second == "dice, iou");
    for (const RoundResult& round : store.rounds("m", "a", 2)) {
        CHECK(round.scores == std::vector<double>{0.1 * round.round, 0.25 * round.round});
    }
}

TEST_CASE("adding an image again replaces it") {
    const TemporaryFolder folder;
    ResultStore store(folder.path(), context, false);
    ImageResult bad = image_result("a", 1);
    bad.rounds.clear();
    bad.skip_reason = "truncated";
    store.add(bad);
    CHECK(store.finished("m").empty());
    REQUIRE(store.skips().size() == 1);
    CHECK(store.skips()[0].reason == "truncated");
    store.add(image_result("a", 1));
    CHECK(store.finished("m").size() == 1);
    CHECK(store.skips().empty());
    store.add(image_result("a", 1));
    CHECK(store.rounds("m", "a", 1).size() == 4);
}

TEST_CASE("skipped images and targets are listed in order, and such images are not finished") {
    const TemporaryFolder folder;
    ResultStore store(folder.path(), context, false);
    ImageResult empty = image_result("b", 0);
    empty.rounds.clear();
    empty.skip_reason = "no class has a pixel";
    empty.no_target = true;
    store.add(empty);
    ImageResult partial = image_result("a", 5);
    partial.skipped_targets = {{"liver", "no text name"}};
    store.add(partial);
    const auto skips = store.skips();
    REQUIRE(skips.size() == 2);
    CHECK(skips[0].target == "liver");
    CHECK_FALSE(skips[0].no_target);
    CHECK(skips[1].no_target);
    CHECK(store.finished("m").empty());
}

TEST_CASE("systems keep to themselves, and their rounds come one system after the other") {
    const TemporaryFolder folder;
    ResultStore store(folder.path(), context, false);
    store.add(image_result("a", 1, "second"));
    store.add(image_result("a", 1, "first"));
    store.add(image_result("a", 2, "first"));
    CHECK(store.finished("first").size() == 2);
    CHECK(store.finished("second").size() == 1);
    std::string models;
    store.for_each_round([&](const StoredRound& round) { models += round.model[0]; });
    CHECK(models == "ffffffffssss");
    const auto rounds = store.rounds("second", "a", 1);
    REQUIRE(rounds.size() == 4);
    CHECK(rounds[0].target == "class1");
    CHECK(rounds[1].round == 2);
    CHECK(store.rounds("second", "a", 2).empty());
}

TEST_CASE("a store of another version of the program is refused") {
    const TemporaryFolder folder;
    {
        sqlite3* old = nullptr;
        sqlite3_open((folder / "results.sqlite").c_str(), &old);
        sqlite3_exec(old, "CREATE TABLE image (dataset TEXT)", nullptr, nullptr, nullptr);
        sqlite3_close(old);
    }
    CHECK_THROWS_WITH(ResultStore(folder.path(), context, false), contains("another version") && contains("replace"));
    CHECK_NOTHROW(ResultStore(folder.path(), context, true));
}

TEST_CASE("a store of another run is refused, or replaced when told to") {
    const TemporaryFolder folder;
    { ResultStore(folder.path(), context, false).add(image_result("a", 1)); }
    RunContext other = context;
    other.identity[1].second = "43";
    CHECK_THROWS_WITH(ResultStore(folder.path(), other, false), contains("seed was 42, now 43") && contains("replace"));
    CHECK(ResultStore(folder.path(), other, true).finished("m").empty());
    RunContext fewer = other;
    fewer.identity.pop_back();
    CHECK_THROWS_WITH(ResultStore(folder.path(), fewer, false), contains("now not set"));
    RunContext elsewhere = other;
    elsewhere.information[0].second = "1";
    CHECK_NOTHROW(ResultStore(folder.path(), elsewhere, false));
}

TEST_CASE("replacing a run removes all that it left, and nothing else") {
    const TemporaryFolder folder;
    { ResultStore(folder.path(), context, false).add(image_result("a", 1)); }
    std::filesystem::create_directories(folder / "masks" / "a");
    for (const char* name : {"masks/a/liver_r8.png", "rows.csv", "summary.json", "notes.txt"}) {
        std::ofstream(folder / name) << "old";
    }
    const ResultStore store(folder.path(), context, true);
    CHECK(store.finished("m").empty());
    for (const char* name : {"masks", "rows.csv", "summary.json"}) CHECK_FALSE(std::filesystem::exists(folder / name));
    CHECK(std::filesystem::exists(folder / "notes.txt"));
}

TEST_CASE("a folder without a store is not cleared") {
    const TemporaryFolder folder;
    std::ofstream(folder / "rows.csv") << "somebody's own";
    const ResultStore store(folder.path(), context, true);
    CHECK(std::filesystem::exists(folder / "rows.csv"));
}

TEST_CASE("an output folder that can't be created and a file that is no store are errors that name them") {
    const TemporaryFolder folder;
    std::ofstream(folder / "file") << "x";
    CHECK_THROWS_WITH(ResultStore(folder / "file" / "out", context, false), contains("can't be created"));
    std::filesystem::create_directory(folder / "out");
    std::ofstream(folder / "out" / "results.sqlite") << "this is not a database, but long enough to be looked at ...";
    CHECK_THROWS_WITH(ResultStore(folder / "out", context, false), contains("results.sqlite"));
}

TEST_CASE("a store knows the size of every image, and how many there are of each system and data set") {
    const TemporaryFolder folder;
    ResultStore store(folder.path(), context, false);
    ImageResult image = image_result("a", 1);
    image.width = 640;
    image.height = 480;
    store.add(image);
    store.add(image_result("a", 2));
    ImageResult skipped = image_result("b", 1);
    skipped.rounds.clear();
    skipped.skip_reason = "truncated";
    store.add(skipped);
    store.add(image_result("a", 1, "n"));

    std::vector<std::string> sizes;
    store.for_each_round([&](const StoredRound& round) {
        sizes.push_back(round.model + round.image + std::to_string(round.width) + "x" + std::to_string(round.height));
    });
    CHECK(sizes.front() == "mimage1640x480");
    CHECK(sizes.back() == "nimage10x0");

    const auto images = store.images();
    REQUIRE(images.size() == 3);
    CHECK((images[0].model == "m" && images[0].dataset == "a" && images[0].images == 2));
    CHECK((images[1].dataset == "b" && images[1].modality == "CT" && images[1].images == 1));
    CHECK((images[2].model == "n" && images[2].images == 1));
}
