// From the store to all files of a run, and back to its reports.
#include "imis/report/result_files.hpp"

#include "imis/report/comparison.hpp"
#include "imis/report/summary.hpp"
#include "written_run.hpp"

using namespace imis;
using Json = nlohmann::json;

TEST_CASE("rows, summary and counts of one system come from the store") {
    const WrittenRun run({"m"}, standard_metrics());
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
    const WrittenRun run({"m"}, standard_metrics());
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

    const WrittenRun two({"m", "n"}, standard_metrics());
    CHECK(two.column("comparison_curves.csv", "system") ==
          Texts{"m", "m", "m", "m", "m", "m", "n", "n", "n", "n", "n", "n"});
    CHECK(two.json()["systems"][1]["curves"]["groups"][0]["noc"][0]["reached_at_cap"] == 3);
    CHECK_THAT(two.text("summary.md"), contains("### IoU over rounds"));
}

TEST_CASE("the folder of a run holds nothing but what replacing the run removes") {
    const std::vector<std::string> names = GENERATE(Texts{"m"}, Texts{"m", "n"});
    const WrittenRun run(names, standard_metrics());
    const auto known = run_folder::contents();
    for (const auto& entry : std::filesystem::directory_iterator(run.folder())) {
        CAPTURE(entry.path().filename().string());
        CHECK(std::ranges::find(known, entry.path().filename()) != known.end());
    }
}

TEST_CASE("reports that are read back from the store are those of the run") {
    const std::vector<std::string> names = GENERATE(Texts{"m"}, Texts{"m", "n"});
    const WrittenRun run(names, standard_metrics());
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
    const WrittenRun run({"m"}, standard_metrics());
    const auto read = read_reports(run.folder(), "iou");
    REQUIRE(read[0].report.summary.metrics.size() == 1);
    CHECK(read[0].report.summary.overall.rounds[1].metrics[0].image_mean == Approx(1.0));
    CHECK_THROWS_WITH(read_reports(run.folder(), "hd95"),
                      contains("'hd95' was not measured") && contains("the run has dice, iou"));
    CHECK_THROWS_WITH(read_reports(run.folder(), "dise"), contains("'dise' is not known"));
    CHECK_THROWS_WITH(read_reports(run.folder() / "nowhere"), contains("results.sqlite: is missing"));
}

TEST_CASE("scores by partial groupings have files and fields, and tables for those who ask") {
    const WrittenRun run({"m"}, standard_metrics());
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
