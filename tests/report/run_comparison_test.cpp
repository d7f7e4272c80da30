// From the stores of runs to a comparison and its renderings.
#include "imis/report/run_comparison.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/evaluation/store.hpp"

using namespace imis;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

// A run of 30 images of two data sets with one target each.
struct MadeRun {
    std::vector<std::string> models = {"one"};
    std::map<std::string, std::string> settings = {{"split", "test"},
                                                   {"prompt", "box"},
                                                   {"seed", "42"},
                                                   {"policy", "imis"},
                                                   {"dataset.abdomen.sha256", "aa"},
                                                   {"dataset.head.sha256", "bb"}};
    int rounds = 2;
    int images = 30;
    int gain = 0;              // added to the percentage of pixels that overlap
    std::string box = "b";     // what the first prompt is like
    std::string clicks = "c";  // what later ones are like
    std::string last_image;    // name of the last image; empty: as the others
    MetricTable metrics = standard_metrics();
};

ImageResult image_of(const MadeRun& run, const std::string& model, int index) {
    const std::string dataset = index % 2 == 0 ? "abdomen" : "head";
    const bool is_renamed = index + 1 == run.images && !run.last_image.empty();
    ImageResult result;
    result.model = model;
    result.dataset = dataset;
    result.modality = dataset == "head" ? "MR" : "CT";
    result.image = is_renamed ? run.last_image : "case" + std::to_string(10 + index / 2) + "_" + dataset;
    result.item = index;
    for (int round = 1; round <= run.rounds; ++round) {
        const Overlap counts{40 + (37 * index) % 29 + run.gain * (index % 5) + 5 * round, 100, 100};
        const std::string prompt = round == 1 ? run.box : run.clicks;
        result.rounds.push_back({0, "liver", 1, round, prompt, counts, measure(run.metrics, counts), 0.5, ""});
    }
    return result;
}

fs::path written(const TemporaryFolder& folder, const std::string& name, const MadeRun& run) {
    RunContext context;
    std::string models;
    for (const std::string& model : run.models) models += (models.empty() ? "" : ", ") + model;
    context.identity = {{"model", models}};
    context.identity.insert(context.identity.end(), run.settings.begin(), run.settings.end());
    ResultStore store(folder / name, context, true, run.metrics);
    for (const std::string& model : run.models) {
        MadeRun of_model = run;
        of_model.gain += model == "better" ? 2 : 0;
        for (int i = 0; i < run.images; ++i) store.add(image_of(of_model, model, i));
    }
    return folder / name;
}

CompareOptions options_for(const fs::path& run) {
    CompareOptions options;
    options.runs = {run};
    return options;
}

// Two runs, the second with some changes.
struct Runs {
    TemporaryFolder folder;
    MadeRun first;
    MadeRun second;

    Runs() {
        second.models = {"two"};
        second.gain = 2;
    }

    [[nodiscard]] RunComparison compared(CompareOptions options = {}) const {
        options.runs = {written(folder, "first", first), written(folder, "second", second)};
        return compare_runs(options);
    }
};

}  // namespace

TEST_CASE("two runs are paired over the same targets in their last common round") {
    Runs runs;
    runs.second.rounds = 3;
    const RunComparison comparison = runs.compared();
    REQUIRE(comparison.systems.size() == 2);
    REQUIRE(comparison.comparisons.size() == 1);
    const SystemComparison& pair = comparison.comparisons[0];
    CHECK(pair.round == 2);
    CHECK(pair.pairs == 30);
    CHECK(pair.clusters == ClusterCounts{30, 0});
    REQUIRE(pair.metrics.size() == 2);
    const MetricComparison& dice = pair.metrics[0];
    REQUIRE(dice.tables.size() == 4);
    const PairedDifference& all = dice.tables[0].groups.at(0);
    CHECK(all.difference == Approx(0.04));  // 0, 2, 4, 6, 8 percent
    CHECK(all.wins == 24);
    CHECK(all.ties == 6);
    REQUIRE(all.interval.has_value());
    CHECK(all.interval->low < 0.04);
    CHECK(all.interval->high > 0.04);
    CHECK(dice.tables[1].groups.size() == 2);                    // CT, MR
    CHECK_FALSE(dice.tables[1].groups[0].interval.has_value());  // of 15 images
    CHECK(dice.regressions.empty());
}

TEST_CASE("a round and tables that are asked for") {
    const Runs runs;
    CompareOptions options;
    options.round = 1;
    options.metrics = {"iou"};
    options.groupings = {"dataset"};
    const SystemComparison pair = runs.compared(options).comparisons[0];
    CHECK(pair.round == 1);
    REQUIRE(pair.metrics.size() == 1);
    REQUIRE(pair.metrics[0].tables.size() == 1);
    CHECK(pair.metrics[0].tables[0].groups[0].name == "abdomen");
}

TEST_CASE("p is corrected over all rows of all tables") {
    const RunComparison comparison = Runs().compared();
    // Two metrics, each with one row of all, two by modality, two by data set and one by target.
    CHECK(comparison.tests == 12);
    for (const MetricComparison& metric : comparison.comparisons[0].metrics) {
        for (const ComparedGroups& table : metric.tables) {
            for (const PairedDifference& group : table.groups) CHECK(group.adjusted_p >= group.test.p);
        }
    }
}

TEST_CASE("the systems of one run are compared with its first, whatever their names") {
    const TemporaryFolder folder;
    MadeRun run;
    run.models = {"same", "better", "alike"};
    const RunComparison comparison = compare_runs(options_for(written(folder, "run", run)));
    REQUIRE(comparison.systems.size() == 3);
    CHECK(comparison.systems[0].label == "same");
    REQUIRE(comparison.comparisons.size() == 2);
    CHECK(comparison.systems[comparison.comparisons[0].second].label == "better");
    CHECK(comparison.comparisons[0].metrics[0].tables[0].groups[0].difference == Approx(0.04));
    CHECK(comparison.comparisons[1].metrics[0].tables[0].groups[0].difference == 0);
}

TEST_CASE("one model in two runs is told apart by its run") {
    Runs runs;
    runs.second.models = {"one"};
    const RunComparison comparison = runs.compared();
    CHECK_THAT(comparison.systems[0].label, contains("one (") && contains("first"));
    CHECK_THAT(comparison.systems[1].label, contains("second"));
}

TEST_CASE("regressions are named, the worst first") {
    Runs runs;
    runs.second.gain = -3;
    CompareOptions options;
    options.worst = 2;
    const MetricComparison dice = runs.compared(options).comparisons[0].metrics[0];
    REQUIRE(dice.regressions.size() == 2);
    CHECK(dice.regressions[0].second - dice.regressions[0].first == Approx(-0.12));
    CHECK(dice.regressions[0].dataset == "abdomen");
    CHECK(dice.regressions[0].image == "case12_abdomen");
}

TEST_CASE("volumes named by a rule are the clusters") {
    const Runs runs;
    CompareOptions options;
    options.cluster = "case([0-9]+)_.*";
    const SystemComparison pair = runs.compared(options).comparisons[0];
    CHECK(pair.clusters == ClusterCounts{0, 30});  // a volume is one of its data set
    options.cluster = "case(.).*";
    const SystemComparison few = runs.compared(options).comparisons[0];
    CHECK(few.clusters == ClusterCounts{0, 4});
    CHECK_FALSE(few.metrics[0].tables[0].groups[0].interval.has_value());
    CHECK(few.metrics[0].tables[0].groups[0].difference == Approx(0.04));
}

TEST_CASE("rules for clusters that can't be used") {
    Runs runs;
    runs.first.last_image = "odd";
    runs.second.last_image = "odd";
    CompareOptions options;
    options.cluster = "case([0-9]+)_.*";
    CHECK_THROWS_WITH(runs.compared(options), contains("the image 'odd' doesn't match"));
    options.cluster = "case[0-9]+.*";
    CHECK_THROWS_WITH(runs.compared(options), contains("has 0 groups"));
    options.cluster = "case(";
    CHECK_THROWS_AS(runs.compared(options), UsageError);
}

TEST_CASE("runs that can't be paired are refused, and what differs is named") {
    Runs runs;
    SECTION("other prompts") {
        runs.second.box = "x";
        runs.second.settings["seed"] = "43";
        CHECK_THROWS_WITH(runs.compared(),
                          contains("different prompts (seed 42 and 43)") && contains("abdomen: case10"));
        CompareOptions options;
        options.different_prompts = true;
        CHECK(runs.compared(options).comparisons[0].pairs == 30);
    }
    SECTION("another kind of prompt") {
        runs.second.box = "x";
        runs.second.settings["prompt"] = "point";
        CHECK_THROWS_WITH(runs.compared(), contains("prompt box and point"));
    }
    SECTION("another list of images") {
        runs.second.settings["dataset.head.sha256"] = "cc";
        CHECK_THROWS_WITH(runs.compared(), contains("data set head"));
    }
    SECTION("another split") {
        runs.second.settings["split"] = "train";
        CHECK_THROWS_WITH(runs.compared(), contains("split test and train"));
    }
    SECTION("another policy after the first round") {
        runs.second.settings["policy"] = "ritm";
        runs.second.clicks = "y";
        CHECK_THROWS_WITH(runs.compared(), contains("policy imis and ritm"));
        CompareOptions options;
        options.round = 1;  // which the policy does not touch
        CHECK(runs.compared(options).comparisons[0].pairs == 30);
    }
}

TEST_CASE("own clicks of the same policy may differ, and equal prompts may come from other settings") {
    Runs runs;
    runs.second.clicks = "y";
    CHECK(runs.compared().comparisons[0].pairs == 30);
    runs.second.clicks = runs.first.clicks;
    runs.second.settings["policy"] = "recorded";
    runs.second.settings["seed"] = "7";
    CHECK(runs.compared().comparisons[0].pairs == 30);
}

TEST_CASE("what only one run has is left out and counted") {
    Runs runs;
    runs.second.images = 24;
    const RunComparison comparison = runs.compared();
    CHECK(comparison.comparisons[0].pairs == 24);
    CHECK(comparison.comparisons[0].only_first == 6);
    CHECK(comparison.comparisons[0].only_second == 0);
    CHECK_THAT(render_text(run_comparison_tables(comparison)), contains("only one was scored on: 6"));
}

TEST_CASE("runs without a common target, metric or round") {
    Runs runs;
    SECTION("targets") {
        runs.first.images = 1;
        runs.second.images = 1;
        runs.second.last_image = "other";
        CHECK_THROWS_WITH(runs.compared(), contains("no target in common"));
    }
    SECTION("metrics") {
        runs.first.metrics = choose_metrics("dice");
        runs.second.metrics = choose_metrics("iou");
        CHECK_THROWS_WITH(runs.compared(), contains("no metric in common"));
    }
    SECTION("a metric that one lacks") {
        CompareOptions options;
        options.metrics = {"precision"};
        CHECK_THROWS_WITH(runs.compared(options), contains("no metric 'precision'") && contains("dice, iou"));
        options.metrics = {"beauty"};
        CHECK_THROWS_WITH(runs.compared(options), contains("beauty"));
    }
    SECTION("a round") {
        CompareOptions options;
        options.round = 3;
        CHECK_THROWS_WITH(runs.compared(options), contains("no round 3"));
    }
    SECTION("a grouping") {
        CompareOptions options;
        options.groupings = {"colour"};
        CHECK_THROWS_WITH(runs.compared(options), contains("colour") && contains("overall, modality"));
    }
}

TEST_CASE("one system alone, and a folder without results") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH(compare_runs(options_for(written(folder, "run", {}))), contains("holds one system"));
    CHECK_THROWS_WITH(compare_runs(options_for(folder / "nowhere")), contains("nowhere"));
    MadeRun nothing;
    nothing.images = 0;
    CHECK_THROWS_WITH(compare_runs(options_for(written(folder, "empty", nothing))), contains("holds no scores"));
}

TEST_CASE("JSON and CSV have numbers, and null or nothing where there is none") {
    const RunComparison comparison = Runs().compared();
    const Json json = Json::parse(run_comparison_json(comparison));
    CHECK(json.at("schema") == 1);
    CHECK(json.at("systems").at(1).at("settings").at("seed") == "42");
    const Json& dice = json.at("comparisons").at(0).at("metrics").at(0);
    const Json& all = dice.at("tables").at(0).at("groups").at(0);
    CHECK(all.at("difference").get<double>() == Approx(0.04));
    CHECK(all.at("low").is_number());
    CHECK(all.at("clusters").at("images") == 30);
    CHECK(dice.at("tables").at(1).at("groups").at(0).at("low").is_null());
    const Table table = run_comparison_csv(comparison);
    REQUIRE(table.rows.size() == 12);
    CHECK(table.rows[0][11] == "0.040000");
    CHECK_FALSE(table.rows[0][12].empty());
    CHECK(table.rows[1][12].empty());
}

TEST_CASE("the text says what intervals are drawn over") {
    const Runs runs;
    const std::string text = render_text(run_comparison_tables(runs.compared()));
    CHECK_THAT(text, contains("Dice by modality: two against one, round 2"));
    CHECK_THAT(text, contains("independent of each other: 30 images."));
    CHECK_THAT(text, contains("over all 12 rows"));
    CompareOptions options;
    options.cluster = "case([0-9]+)_.*";
    CHECK_THAT(render_text(run_comparison_tables(runs.compared(options))),
               contains("30 volumes, volumes being named by 'case([0-9]+)_.*'"));
    options.groupings = {"overall"};
    options.metrics = {"dice"};
    CHECK_THAT(render_text(run_comparison_tables(runs.compared(options))),
               contains("p (Holm): the same, this comparison having one row."));
}
