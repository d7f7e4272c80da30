// More asked of a run that is there: every way ends with what a new run with all of it would have stored.
#include "run_extension.hpp"

#include <filesystem>
#include <functional>
#include <sstream>

#include <sqlite3.h>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/base/log.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/evaluation/evaluation_run.hpp"
#include "imis/formats/pictures.hpp"
#include "run_identity.hpp"
#include "test_data.hpp"

using namespace imis;

namespace {

namespace fs = std::filesystem;

using Change = std::function<void(EvaluationOptions&)>;

EvaluationOptions small_run(const fs::path& output) {
    EvaluationOptions options;
    options.models = {tiny_bundle()};
    options.data = {fs::path(IMIS_SOURCE_DIR) / "data" / "phantoms" / "phantom_ct"};
    options.output = output;
    options.rounds = 2;
    options.limit = 2;
    options.only_targets = {"liver", "aorta"};
    options.threads = 1;
    options.device = "cpu";
    return options;
}

// Runs an evaluation; the result says how many images were predicted for it, those that were done earlier left aside.
std::size_t evaluate(const EvaluationOptions& options, std::size_t stop_after = 0) {
    log::set_level(log::Level::off);
    std::size_t predicted = 0;
    EvaluationRun run(options, std::nullopt);
    run.run([&](const System&) -> ProgressCallback {
        return [&](const Progress&) {
            if (++predicted == stop_after) std::raise(SIGINT);
        };
    });
    return predicted;
}

// All that a run stored but times, and the files that it saved.
std::string content(const EvaluationOptions& options) {
    std::ostringstream text;
    text.precision(17);
    const ResultStore any(options.output, {});
    for (const auto& [name, value] : any.context().identity) text << name << ": " << value << '\n';
    std::string metrics;
    for (const auto& [name, value] : any.context().identity) {
        if (name == "metrics") metrics = value;
    }
    const ResultStore store(options.output, choose_metrics(metrics));
    store.for_each_round([&](const StoredRound& stored) {
        const RoundResult& round = stored.result;
        text << stored.image << ' ' << round.target << ' ' << round.repeat << ' ' << round.round << ' ' << round.prompt
             << ' ' << round.overlap.predicted << ' ' << round.predicted_iou << ' ' << round.category;
        for (const double score : round.scores) text << ' ' << score;
        text << '\n';
    });
    std::set<std::string> files;
    for (const char* folder : {"masks", "logits"}) {
        if (!fs::exists(options.output / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(options.output / folder)) {
            if (entry.is_regular_file()) files.insert(fs::relative(entry.path(), options.output).string());
        }
    }
    for (const std::string& file : files) text << file << '\n';
    return text.str();
}

void execute(const EvaluationOptions& options, const std::string& sql) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open((options.output / "results.sqlite").c_str(), &database) == SQLITE_OK);
    CHECK(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
}

using Settings = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("more asked of a finished run ends as a run that was asked for all of it at once") {
    const auto [what, first, second, predicted] = GENERATE(table<std::string, Change, Change, std::size_t>({
        {"metrics of counts", [](EvaluationOptions&) {},
         [](EvaluationOptions& options) { options.metrics = "dice,iou,precision,volume_error"; }, 0},
        {"metrics of kept masks", [](EvaluationOptions& options) { options.save_masks = true; },
         [](EvaluationOptions& options) {
             options.metrics = "dice,hd95,iou,recall,nsd";
             options.save_masks = true;
         },
         0},
        {"metrics of masks that are gone", [](EvaluationOptions&) {},
         [](EvaluationOptions& options) { options.metrics = "dice,iou,assd,precision"; }, 2},
        {"masks", [](EvaluationOptions&) {}, [](EvaluationOptions& options) { options.save_masks = true; }, 2},
        {"logits", [](EvaluationOptions&) {}, [](EvaluationOptions& options) { options.save_logits = true; }, 2},
        {"rounds", [](EvaluationOptions&) {}, [](EvaluationOptions& options) { options.rounds = 4; }, 2},
        {"rounds, masks and metrics", [](EvaluationOptions& options) { options.metrics = "dice"; },
         [](EvaluationOptions& options) {
             options.metrics = "all";
             options.save_masks = true;
             options.rounds = 3;
         },
         2},
    }));
    INFO(what);
    const TemporaryFolder folder;
    EvaluationOptions extended = small_run(folder / "extended");
    first(extended);
    CHECK(evaluate(extended) == 2);
    const std::string before = content(extended);
    second(extended);
    CHECK(evaluate(extended) == predicted);
    EvaluationOptions whole = small_run(folder / "whole");
    second(whole);
    CHECK(evaluate(whole) == 2);
    CHECK(content(extended) == content(whole));
    CHECK(content(extended) != before);
    CHECK(evaluate(extended) == 0);
}

TEST_CASE("fewer metrics than are stored take none away, and tables show those asked for") {
    const TemporaryFolder folder;
    EvaluationOptions options = small_run(folder / "run");
    options.metrics = "dice,iou,hd";
    options.save_masks = true;
    evaluate(options);
    const std::string before = content(options);
    options.metrics = "iou";
    options.save_masks = false;
    EvaluationRun run(options, std::nullopt);
    run.run([](const System&) -> ProgressCallback { throw Error("nothing is to be predicted"); });
    CHECK(run.plan().metrics.size() == 1);
    run.store().for_each_round(
        [](const StoredRound& round) { CHECK(round.result.scores == std::vector<double>{iou(round.result.overlap)}); });
    CHECK(content(options) != before);  // its context says that no masks are saved
    options.metrics = "dice,iou,hd";
    options.save_masks = true;
    CHECK(evaluate(options) == 0);
    CHECK(content(options) == before);
}

TEST_CASE("an extension that was interrupted goes on where it stopped") {
    const TemporaryFolder folder;
    EvaluationOptions options = small_run(folder / "run");
    evaluate(options);
    options.metrics = "dice,iou,hd";
    install_interrupt_handler();
    CHECK_THROWS_AS(evaluate(options, 1), Interrupted);
    clear_interrupt();
    // One image has no HD yet, so the run has none.
    CHECK(ResultStore(options.output, {}).context().identity.back().second == "dice, iou");
    CHECK(evaluate(options) == 1);
    EvaluationOptions whole = small_run(folder / "whole");
    whole.metrics = options.metrics;
    evaluate(whole);
    CHECK(content(options) == content(whole));
}

TEST_CASE("kept masks that are not those that were counted are predicted again") {
    const TemporaryFolder folder;
    EvaluationOptions options = small_run(folder / "run");
    options.save_masks = true;
    evaluate(options);
    const auto mask = *fs::recursive_directory_iterator(options.output / "masks" / "phantom_ct");
    fs::path file;
    for (const auto& entry : fs::recursive_directory_iterator(mask.path())) file = entry.path();
    Mask changed = read_mask_picture(file);
    changed.pixels.assign(changed.pixels.size(), 1);
    write_mask_png(file, changed);
    options.metrics = "dice,iou,hd";
    CHECK(evaluate(options) == 1);
    EvaluationOptions whole = small_run(folder / "whole");
    whole.metrics = options.metrics;
    whole.save_masks = true;
    evaluate(whole);
    CHECK(content(options) == content(whole));
    CHECK(area(read_mask_picture(file)) < static_cast<std::int64_t>(changed.pixels.size()));
}

TEST_CASE("a prediction that does not come out as it was stored changes nothing and says so") {
    const TemporaryFolder folder;
    EvaluationOptions options = small_run(folder / "run");
    evaluate(options);
    execute(options, "UPDATE round SET predicted = predicted + 1 WHERE round = 2");
    const std::string before = content(options);
    options.metrics = "dice,iou,hd";
    CHECK_THROWS_WITH(evaluate(options),
                      contains("round 2") && contains("cpu") && contains("fp32") && contains("stored"));
    const auto rounds_and_files = [](const std::string& text) { return text.substr(text.find("metrics:")); };
    CHECK(rounds_and_files(content(options)) == rounds_and_files(before));
    // Nor does what was not to be had stand in the way of what was there, or of another try.
    EvaluationOptions more_rounds = options;
    more_rounds.metrics = "dice,iou";
    more_rounds.rounds = 3;
    CHECK_THROWS_WITH(evaluate(more_rounds), contains("round 2"));
    options.metrics = "dice,iou,nsd";
    options.nsd_tolerance = Length{5, LengthUnit::pixel};
    CHECK_THROWS_WITH(evaluate(options), contains("round 2"));
    options.metrics = "dice,iou";
    options.nsd_tolerance.reset();
    CHECK(evaluate(options) == 0);
    CHECK(content(options) == before);
}

TEST_CASE("fewer rounds, and any other difference, are another run") {
    const TemporaryFolder folder;
    EvaluationOptions options = small_run(folder / "run");
    evaluate(options);
    const auto [what, change] = GENERATE(table<std::string, Change>({
        {"rounds", [](EvaluationOptions& other) { other.rounds = 1; }},
        {"seed", [](EvaluationOptions& other) { other.seed = 1; }},
        {"empty", [](EvaluationOptions& other) { other.empty = EmptyRule::skip; }},
        {"box_jitter", [](EvaluationOptions& other) { other.protocol.box_jitter = 2; }},
    }));
    change(options);
    CHECK_THROWS_WITH(evaluate(options), contains("another run") && contains(what + " was"));
}

TEST_CASE("settings are compared both ways, but for those that may grow") {
    const auto difference = [](const Settings& stored, const Settings& now) {
        const auto found = identity_difference(stored, {now.begin(), now.end()});
        return found ? found->name + ": " + found->before + ", " + found->now : "";
    };
    CHECK(difference({{"seed", "1"}}, {{"seed", "2"}}) == "seed: 1, 2");
    CHECK(difference({{"box_jitter", "2"}}, {}) == "box_jitter: 2, not set");
    CHECK(difference({}, {{"box_jitter", "2"}}) == "box_jitter: not set, 2");
    CHECK(difference({{"rounds", "9"}}, {{"rounds", "10"}}).empty());
    CHECK(difference({{"rounds", "10"}}, {{"rounds", "9"}}) == "rounds: 10, 9");
    CHECK(difference({{"metrics", "dice"}}, {{"metrics", "iou"}}).empty());
    CHECK(difference({{"save_masks", "yes"}}, {{"save_masks", "no"}}).empty());
    CHECK(difference({}, {{"nsd_tolerance", "2 mm"}, {"lengths", "mm"}}).empty());
    CHECK(difference({{"nsd_tolerance", "2 mm"}}, {}).empty());
    const Identity kept = with_stored_distances({{"seed", "1"}}, {{"nsd_tolerance", "2 mm"}, {"empty", "nan"}});
    CHECK(kept == Identity{{"seed", "1"}, {"nsd_tolerance", "2 mm"}});
    CHECK(difference({{"nsd_tolerance", "1 mm"}}, {{"nsd_tolerance", "2 mm"}}) == "nsd_tolerance: 1 mm, 2 mm");
    CHECK(difference({{"protocol", "cvpr25"}}, {{"protocol", "cvpr25, but for --metrics"}}).empty());
    CHECK(difference({{"protocol", "cvpr25"}}, {{"protocol", "ritm-noc"}}) == "protocol: cvpr25, ritm-noc");
}
