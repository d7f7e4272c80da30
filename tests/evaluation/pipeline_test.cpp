// Whole runs over small data sets, and what happens to bad items.
#include "imis/evaluation/pipeline.hpp"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <map>
#include <numeric>
#include <set>
#include <sstream>

#include <ATen/ATen.h>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/base/log.hpp"
#include "imis/base/npy.hpp"
#include "imis/evaluation/context.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/metrics/overlap.hpp"
#include "made_decoder.hpp"
#include "phantom_run.hpp"
#include "test_data.hpp"

using namespace imis;

namespace fs = std::filesystem;

TEST_CASE("results do not depend on the number of threads") {
    PhantomRun one;
    PhantomRun three;
    three.options.threads = 3;
    CHECK(one.evaluate() == three.evaluate());
    CHECK(one.rounds.size() == 2 * 22);  // targets of three images
    CHECK(one.skips.empty());
}

TEST_CASE("every round names three categories, and what the model's table calls the target") {
    PhantomRun run;
    run.edit_dataset([](nlohmann::json& json) {
        for (auto& [index, label] : json["labels"].items()) {
            if (label == "aorta") label = "unheard";
        }
    });
    run.evaluate();
    REQUIRE_FALSE(run.rounds.empty());
    std::map<std::string, std::string> categories;  // by target
    for (const StoredRound& round : run.rounds) {
        CHECK(round.result.further_categories.size() == 2);
        CHECK(round.result.further_categories[0] != round.result.category);
        categories[round.result.target] = round.result.true_category;
    }
    CHECK(categories.at("left_lung") == "lung");
    CHECK(categories.at("liver") == "liver");
    CHECK(categories.at("unheard").empty());
}

TEST_CASE("the time of every image is kept, the rounds' a part of it") {
    PhantomRun run;
    run.evaluate();
    REQUIRE(run.times.size() == run.image_count());
    std::int64_t masks = 0;
    for (const StoredTime& time : run.times) {
        CHECK(time.rounds_seconds > 0);
        CHECK(time.seconds > time.rounds_seconds);
        masks += time.mask_rounds;
    }
    CHECK(masks == static_cast<std::int64_t>(run.rounds.size()));
}

TEST_CASE("another seed gives other clicks") {
    PhantomRun first;
    PhantomRun second;
    second.options.seed = 43;
    const auto clicks = first.first_clicks({}, 1);
    const auto others = second.first_clicks({}, 1);
    REQUIRE(clicks.size() == 6);
    REQUIRE(others.size() == 6);
    int moved = 0;
    for (std::size_t i = 0; i < 6; ++i) moved += clicks[i] == others[i] ? 0 : 1;
    CHECK(moved >= 5);  // a small target may be clicked on the same pixel
}

TEST_CASE("the same pixels are clicked elsewhere in another image, and under another name") {
    PhantomRun twice;
    fs::copy(twice.image(0), twice.image(0).parent_path() / "again.png");
    twice.edit_dataset([](nlohmann::json& json) {
        nlohmann::json again = json["test"][0];
        again["image"] = "image/again.png";
        json["test"] = {json["test"][0], again};
    });
    const auto clicks = twice.first_clicks({"left_lung"}, 2);
    REQUIRE(clicks.size() == 2);
    CHECK(clicks[0] != clicks[1]);
    PhantomRun renamed;
    renamed.edit_dataset([](nlohmann::json& json) {
        for (auto& [number, name] : json["labels"].items()) {
            if (name == "left_lung") name = "right_wing";
        }
    });
    const auto under_another_name = renamed.first_clicks({"right_wing"}, 1);
    REQUIRE(under_another_name.size() == 1);
    CHECK(under_another_name[0] != clicks[0]);
}

TEST_CASE("repeats are independent draws, each with its own prompts") {
    PhantomRun run;
    run.options.prompt = {PromptKind::point};
    run.options.repeats = 2;
    run.options.limit = 1;
    run.evaluate();
    std::map<std::string, std::set<std::string>> prompts;
    for (const StoredRound& round : run.rounds) {
        if (round.result.round == 1) prompts[round.result.target].insert(round.result.prompt);
    }
    CHECK(run.rounds.size() == prompts.size() * 4);
    CHECK(std::ranges::any_of(prompts, [](const auto& entry) { return entry.second.size() == 2; }));
}

TEST_CASE("progress tells the mean score of the last round over the images so far") {
    PhantomRun run;
    run.options.only_targets = {"liver", "left_lung"};
    Progress last;
    run.evaluate(tiny_engine(), [&](const Progress& progress) { last = progress; });
    std::map<std::string, std::vector<double>> scores;
    for (const StoredRound& round : run.rounds) {
        if (round.result.round == 2) scores[round.image].push_back(dice(round.result.overlap));
    }
    REQUIRE_FALSE(scores.empty());
    double sum = 0;
    for (const auto& [image, of_image] : scores) {
        sum += std::accumulate(of_image.begin(), of_image.end(), 0.0) / static_cast<double>(of_image.size());
    }
    CHECK(last.running_score == Approx(sum / static_cast<double>(scores.size())));
}

TEST_CASE("after an interruption what was done is kept, and the same run goes on to the same results") {
    const std::string whole = PhantomRun().evaluate();
    PhantomRun run;
    install_interrupt_handler();
    CHECK_THROWS_AS(run.evaluate(tiny_engine(), [](const Progress&) { std::raise(SIGINT); }), Interrupted);
    clear_interrupt();
    Progress last;
    CHECK(run.evaluate(tiny_engine(), [&](const Progress& progress) { last = progress; }) == whole);
    CHECK(last.resumed >= 1);
}

TEST_CASE("a metric of masks is given the masks of every round, whatever else is scored") {
    // Dice, computed from the masks instead of their pixel counts on the device.
    std::vector<Metric> metrics(standard_metrics().begin(), standard_metrics().end());
    metrics.push_back({.name = "mask_dice",
                       .label = "Dice of masks",
                       .unit = "",
                       .formula = MaskFormula([](const MaskComparison& masks) { return dice(masks.overlap()); })});
    PhantomRun run;
    run.metrics = metrics;
    run.options.repeats = 2;
    run.options.limit = 2;
    run.evaluate();
    const ResultStore store(run.options.output, RunContext{}, false, metrics);
    std::size_t rounds = 0;
    store.for_each_round([&](const StoredRound& round) {
        ++rounds;
        CAPTURE(round.result.target, round.result.round);
        CHECK(round.result.scores.back() == round.result.scores.front());
        CHECK(round.result.scores.front() == dice(round.result.overlap));
    });
    CHECK(rounds > 0);
}

TEST_CASE("masks and logits of every round are written where asked for") {
    PhantomRun run;
    run.options.limit = 1;
    run.options.only_targets = {"left_lung", "heart"};
    run.options.save_masks = run.options.save_logits = true;
    run.evaluate();
    REQUIRE(run.rounds.size() == 4);
    const Size low_res = tiny_engine().manifest().low_res;
    for (const StoredRound& round : run.rounds) {
        const std::string name = round.result.target + "_r" + std::to_string(round.result.round);
        const Image mask = read_image(run.options.output / "masks" / round.dataset / round.image / (name + ".png"));
        CHECK(std::ranges::count(mask.rgb, 255) == 3 * round.result.overlap.predicted);
        const NpyArray logits = read_npy(run.options.output / "logits" / round.dataset / round.image / (name + ".npy"));
        CHECK(logits.shape == std::vector<std::int64_t>{low_res.height, low_res.width});
    }
}
