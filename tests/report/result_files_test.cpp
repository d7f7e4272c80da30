// From the store to all files of a run, under the program's tables of metrics and groupings and under longer ones.
#include "imis/report/result_files.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/base/csv.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/report/comparison.hpp"
#include "imis/report/summary.hpp"

using namespace imis;
using Json = nlohmann::json;

namespace {

// A metric that the program does not have: it needs masks, is worse the higher it is, and has a unit.
const Metric distance_metric{.name = "hd",
                             .label = "HD",
                             .unit = "mm",
                             .decimals = 1,
                             .better = Direction::lower,
                             .in_full = true,
                             .empty = {.prediction = 100.0, .target = 100.0, .both = 0.0},
                             .formula = MaskFormula([](const MaskComparison&) { return 5.0; })};

std::vector<Metric> longer_table() {
    std::vector<Metric> metrics(standard_metrics().begin(), standard_metrics().end());
    metrics.push_back(distance_metric);
    return metrics;
}

Plan small_plan() {
    Plan plan;
    for (const char* name : {"abdomen", "head"}) {
        Dataset dataset;
        dataset.name = name;
        dataset.modality = name == std::string("head") ? "MR" : "CT";
        for (const char* image : {"a", "b"})
            dataset.test.push_back({std::string("image/") + image + ".png", "", image, ""});
        plan.datasets.push_back(dataset);
    }
    plan.images = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    return plan;
}

System system_called(const std::string& name, bool only_one) {
    System system;
    system.bundle.manifest.name = name;
    system.rounds = 2;
    system.folder = only_one ? "" : name;
    return system;
}

// One target and two rounds of every image but the last, which was skipped; extra: the value of a third metric.
ImageResult result_of(const System& system, const Plan& plan, std::size_t index, std::optional<double> extra) {
    const PlannedImage& planned = plan.images[index];
    const Dataset& dataset = plan.datasets[planned.dataset];
    ImageResult result;
    result.model = system.name();
    result.dataset = dataset.name;
    result.modality = dataset.modality;
    result.image = dataset.test[planned.item].name;
    result.item = static_cast<std::int64_t>(planned.item);
    result.width = 50;
    result.height = 20;
    if (index + 1 == plan.images.size()) {
        result.skip_reason = "truncated";
        return result;
    }
    result.seconds = 1.5;
    result.rounds_seconds = 0.5;
    for (const int round : {1, 2}) {
        const Overlap counts{50 * round, 100, round == 1 && index == 0 ? 300 : 100};
        RoundResult scored{0,
                           "liver",
                           1,
                           round,
                           "{}",
                           counts,
                           measure(standard_metrics(), counts),
                           0.5,
                           "liver",
                           {"spleen"},
                           index == 0 ? "liver" : "spleen"};
        if (extra) scored.scores.push_back(*extra * round);
        result.rounds.push_back(scored);
    }
    return result;
}

// What an evaluation records of its systems (evaluation/context).
RunContext stored_context(const std::vector<System>& systems) {
    RunContext context;
    if (systems.size() == 1) {
        context.identity = {{"model", systems.front().name()}, {"rounds", "2"}};
        return context;
    }
    for (const System& system : systems) {
        context.identity.emplace_back("model.sha256." + system.name(), "0");
        context.information.emplace_back("model.rounds." + system.name(), "2");
    }
    return context;
}

// The files of a run of such systems.
class Run {
public:
    Run(const std::vector<std::string>& names, MetricTable metrics) : plan_(small_plan()) {
        options_.output = folder_.path();
        plan_.metrics = metrics;
        for (const std::string& name : names) systems_.push_back(system_called(name, names.size() == 1));
        const ResultStore& store = fill();
        reports = write_result_files(options_, plan_, systems_, {{{"seed", "42"}}, {{"threads", "2"}}}, store);
    }

    [[nodiscard]] std::string text(const std::string& name) const { return read_text_file(folder_ / name); }
    [[nodiscard]] Json json() const { return Json::parse(text("summary.json")); }

    // The fields of one column of a CSV file, without its name.
    [[nodiscard]] std::vector<std::string> column(const std::string& file, const std::string& name) const {
        const auto rows = read_csv(folder_ / file);
        const auto found = std::ranges::find(rows.front().fields, name);
        INFO(file << " has no column " << name);
        REQUIRE(found != rows.front().fields.end());
        std::vector<std::string> fields;
        for (std::size_t i = 1; i < rows.size(); ++i) {
            fields.push_back(rows[i].fields.at(static_cast<std::size_t>(found - rows.front().fields.begin())));
        }
        return fields;
    }

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

    std::vector<SystemReport> reports;

private:
    const ResultStore& fill() {
        store_ = std::make_unique<ResultStore>(options_.output, stored_context(systems_), false, plan_.metrics);
        for (const System& system : systems_) {
            for (std::size_t i = 0; i < plan_.images.size(); ++i) {
                const bool extra = plan_.metrics.size() > standard_metrics().size();
                store_->add(
                    result_of(system, plan_, i, extra ? std::optional(3.0 + static_cast<double>(i)) : std::nullopt));
            }
        }
        return *store_;
    }

    TemporaryFolder folder_;
    EvaluationOptions options_;
    Plan plan_;
    std::vector<System> systems_;
    std::unique_ptr<ResultStore> store_;
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("rows, summary and counts of one system come from the store") {
    const Run run({"m"}, standard_metrics());
    CHECK(run.column("rows.csv", "image") == Texts{"a", "a", "b", "b", "a", "a"});
    CHECK(run.column("rows.csv", "dice") ==
          Texts{"0.250000", "1.000000", "0.500000", "1.000000", "0.500000", "1.000000"});
    REQUIRE(run.reports.size() == 1);
    const Report& report = run.reports.front().report;
    CHECK(report.summary.overall.images == 3);
    REQUIRE(report.counts.size() == 2);
    CHECK(report.counts[1].images_seen == 2);
    CHECK(report.counts[1].images_skipped == 1);
    REQUIRE(report.skipped.size() == 1);
    CHECK(report.skipped[0].reason == "truncated");
    CHECK(run.json()["context"] == Json{{"seed", 42}, {"threads", "2"}});
    CHECK(std::filesystem::exists(run.folder() / "prompts" / "abdomen.json"));
}

TEST_CASE("curves, claims and times of the systems come from the store") {
    const Run run({"m"}, standard_metrics());
    // IoU of the first image 1/7 and 1, of the other two 1/3 and 1.
    CHECK(run.column("summary_curves.csv", "noc80") == Texts(6, "2.000000"));  // all, two modalities, sets, one target
    CHECK(run.column("summary_curves.csv", "noc80_reached_at_cap") == Texts{"3", "2", "1", "2", "1", "3"});
    CHECK(run.column("summary_curves.csv", "final").front() == "1.000000");
    CHECK(run.column("summary_curves.csv", "auc").front() == "0.634921");  // (4/7 + 2/3 + 2/3) / 3
    CHECK(run.column("summary_claims.csv", "category_top_1").front() == "0.333333");
    CHECK(run.column("summary_claims.csv", "category_top_3").front() == "1.000000");
    CHECK(run.column("summary_claims.csv", "ece").front() == "0.230159");  // |0.5 - (1/7 + 1/3 + 1/3) / 3|
    CHECK(run.column("calibration.csv", "count")[4] == "3");
    const Json json = run.json();
    CHECK(json["times"]["mask_rounds"] == 6);
    CHECK(json["times"]["image_seconds"]["mean"] == 1.5);
    CHECK(json["times"]["mask_round_seconds"]["median"] == 0.25);

    const Run two({"m", "n"}, standard_metrics());
    CHECK(two.column("comparison_curves.csv", "system") ==
          Texts{"m", "m", "m", "m", "m", "m", "n", "n", "n", "n", "n", "n"});
    CHECK(two.json()["systems"][1]["curves"]["groups"][0]["noc"][0]["reached_at_cap"] == 3);
    CHECK_THAT(two.text("summary.md"), contains("### IoU over rounds"));
}

TEST_CASE("the folder of a run holds nothing but what replacing the run removes") {
    const std::vector<std::string> names = GENERATE(Texts{"m"}, Texts{"m", "n"});
    const Run run(names, standard_metrics());
    const auto known = run_folder::contents();
    for (const auto& entry : std::filesystem::directory_iterator(run.folder())) {
        CAPTURE(entry.path().filename().string());
        CHECK(std::ranges::find(known, entry.path().filename()) != known.end());
    }
}

TEST_CASE("a metric that is added to the table is in every file and table of a system") {
    const auto metrics = longer_table();
    const Run run({"m"}, metrics);
    CHECK(run.column("rows.csv", "hd") ==
          Texts{"3.000000", "6.000000", "4.000000", "8.000000", "5.000000", "10.000000"});
    for (const char* name :
         {"summary_overall.csv", "summary_modalities.csv", "summary_datasets.csv", "summary_targets.csv"}) {
        for (const char* mean : {"hd_image_mean", "hd_low", "hd_high", "hd_target_mean"}) (void)run.column(name, mean);
        CHECK(run.text(name).find("hd_pooled") == std::string::npos);
    }
    CHECK(run.column("summary_overall.csv", "hd_image_mean") == Texts{"4.000000", "8.000000"});
    CHECK(run.column("summary_datasets.csv", "hd_image_mean") ==
          Texts{"3.500000", "7.000000", "5.000000", "10.000000"});

    const Json json = run.json();
    CHECK(json["rules"]["hd"] == "as dice");
    CHECK(json["rules"]["empty_masks"] ==
          "An empty prediction of a non-empty target scores 0 (Dice, IoU), 100 (HD (mm)).");
    const Json& last = json["overall"]["rounds"][1];
    CHECK(last["hd"] == 8.0);
    CHECK(last["hd_low"] <= last["hd_high"]);
    CHECK(last["hd_target_mean"] == 8.0);
    CHECK(last["hd_dataset_mean"] == 8.5);
    CHECK_FALSE(last.contains("hd_pooled"));
    for (const char* grouping : {"modalities", "datasets", "targets"})
        CHECK(json[grouping][0]["rounds"][0].contains("hd"));

    for (const std::string& text : {run.text("summary.md"), render_text(run.reports.front().report)}) {
        std::size_t tables = 0;
        for (std::size_t at = text.find("HD (mm), image mean"); at != std::string::npos;
             at = text.find("HD (mm), image mean", at + 1)) {
            ++tables;
        }
        CHECK(tables >= 3);  // by modality, data set and target
        CHECK_THAT(text, contains("HD (mm): lower is better."));
    }
    CHECK_THAT(run.text("summary.md"),
               contains("| HD (mm) (data set mean) |") && contains("| HD (mm), round 2 (target mean) |"));
}

TEST_CASE("a metric that is added to the table is compared between systems") {
    const auto metrics = longer_table();
    const Run run({"m", "n"}, metrics);
    CHECK(run.column("comparison_rounds.csv", "n (hd)") == Texts{"4.000000", "8.000000"});
    CHECK(run.column("comparison_rounds.csv", "n") == Texts{"0.416667", "1.000000"});
    for (const char* name : {"comparison_modalities.csv", "comparison_datasets.csv", "comparison_targets.csv"}) {
        (void)run.column(name, "m (hd)");
    }
    CHECK_THAT(run.text("comparison_rounds.csv"), contains("round,m,n,m (hd),n (hd)\n"));
    for (const char* title : {"HD (mm) by round", "HD (mm) by modality, round 1", "HD (mm) by target, round 2"}) {
        CHECK_THAT(run.text("summary.md"), contains(title));
    }
    CHECK_THAT(run.text("summary.md"), contains("Dice, HD (mm): mean over images"));
    CHECK(run.text("summary.md").find("IoU by") == std::string::npos);  // shown in brief
    CHECK(run.json()["systems"][1]["overall"]["rounds"][0]["hd"] == 4.0);
    CHECK(std::filesystem::exists(run.folder() / "systems" / "n" / "summary_overall.csv"));
}

TEST_CASE("a grouping that is added to the list has a table, a file and a field of its own") {
    std::vector<Grouping> groupings(standard_groupings().begin(), standard_groupings().end());
    groupings.push_back({.name = "repeat",
                         .plural = "repeats",
                         .heading = "Repeat",
                         .title = "repeat",
                         .with_overall = false,
                         .key = [](const Score& score) { return std::to_string(score.repeat); }});
    std::vector<Score> scores;
    for (const int repeat : {1, 2}) {
        const Overlap counts{40 * repeat, 100, 100};
        scores.push_back({"abdomen", "CT", "a", "liver", repeat, 1, counts, measure(standard_metrics(), counts)});
    }
    Report report;
    report.summary = summarise(scores, {.groupings = groupings});
    const TemporaryFolder folder;
    write_summary_files(folder.path(), report);
    CHECK_THAT(read_text_file(folder / "summary_repeats.csv"),
               contains("\n1,CT,1,1,1,0,0.400000,") && contains("\n2,CT,1,1,1,0,0.800000,"));
    CHECK_THAT(read_text_file(folder / "summary.md"), contains("### Scores by repeat\n\n| Repeat |"));
    CHECK(Json::parse(read_text_file(folder / "summary.json"))["repeats"][1]["name"] == "2");

    const std::vector<SystemReport> systems = {{{"m", "", "", "", ""}, "m", 1, "", report}};
    write_comparison_files(folder.path(), systems);
    CHECK_THAT(read_text_file(folder / "comparison_repeats.csv"), contains("name,round,m\n1,1,0.400000\n"));
    CHECK_THAT(render_text(systems), contains("Dice by repeat, round 1"));
}

TEST_CASE("reports that are read back from the store are those of the run") {
    const std::vector<std::string> names = GENERATE(Texts{"m"}, Texts{"m", "n"});
    const Run run(names, standard_metrics());
    const auto read = read_reports(run.folder());
    REQUIRE(read.size() == names.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
        CHECK(read[i].protocol.model == names[i]);
        CHECK(read[i].folder == run.reports[i].folder);
        CHECK(read[i].rounds == 2);
        // All numbers, counts and skipped items.
        const Json before = Json::parse(summary_json(run.reports[i].report));
        const Json after = Json::parse(summary_json(read[i].report));
        for (const char* field : {"overall", "modalities", "datasets", "targets", "anatomical_groups", "target_kinds",
                                  "target_sizes", "not_mapped", "counts", "skipped", "rules"}) {
            INFO(field);
            CHECK(after[field] == before[field]);
        }
    }
}

TEST_CASE("a report may have some of the metrics that were measured, and no others") {
    const Run run({"m"}, standard_metrics());
    const auto read = read_reports(run.folder(), "iou");
    REQUIRE(read[0].report.summary.metrics.size() == 1);
    CHECK(read[0].report.summary.overall.rounds[1].metrics[0].image_mean == Approx(1.0));
    CHECK_THROWS_WITH(read_reports(run.folder(), "hd95"),
                      contains("'hd95' was not measured") && contains("the run has dice, iou"));
    CHECK_THROWS_WITH(read_reports(run.folder(), "dise"), contains("'dise' is not known"));
    CHECK_THROWS_WITH(read_reports(run.folder() / "nowhere"), contains("results.sqlite: is missing"));
}

TEST_CASE("scores by partial groupings have files and fields, and tables for those who ask") {
    const Run run({"m"}, standard_metrics());
    CHECK_THAT(run.text("summary_anatomical_groups.csv"), contains("\nAbdomen,"));
    CHECK_THAT(run.text("summary_target_kinds.csv"), contains("\norgan,"));
    // Targets of 100 and 300 pixels in images of 1000 pixels.
    CHECK(run.json()["target_sizes"][0]["name"] == "10% to 100%");
    CHECK(run.json()["not_mapped"] == Json::array());
    const Report& report = run.reports.front().report;
    CHECK(render_text(report).find("by anatomical group") == std::string::npos);
    CHECK_THAT(render_text(report_tables(report, true)), contains("Scores by anatomical group"));
}

TEST_CASE("labels that map to nothing are listed once, and without any other label there is no table") {
    const TemporaryFolder folder;
    Report report;
    Score hair{"skin", "Dermoscopy", "a", "hair", 1, 1, {5, 10, 10}, measure(standard_metrics(), {5, 10, 10})};
    report.summary = summarise(std::vector{hair});
    report.not_mapped = {"hair"};
    write_summary_files(folder.path(), report);
    CHECK_FALSE(std::filesystem::exists(folder / "summary_anatomical_groups.csv"));
    const Json json = Json::parse(read_text_file(folder / "summary.json"));
    CHECK(json["not_mapped"] == Json{"hair"});
    CHECK(json["anatomical_groups"] == Json::array());
    CHECK(render_text(report_tables(report, true)).find("anatomical") == std::string::npos);
}
