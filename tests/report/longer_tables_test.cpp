// A metric or a grouping that is added to the program's tables is in every file and table.
#include "imis/report/comparison.hpp"
#include "imis/report/summary.hpp"
#include "written_run.hpp"

using namespace imis;
using Json = nlohmann::json;

TEST_CASE("a metric that is added to the table is in every file and table of a system") {
    const auto metrics = longer_table();
    const WrittenRun run({"m"}, metrics);
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
    const WrittenRun run({"m", "n"}, metrics);
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
