#include <algorithm>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/report/summary.hpp"
#include "sample_report.hpp"

using namespace imis;
using Json = nlohmann::json;

TEST_CASE("summary.json: groups with their rounds") {
    const Json json = Json::parse(summary_json(sample_report()));
    CHECK(json.at("schema") == 1);
    CHECK(json.at("context") == Json{{"model", "imis-tiny"}, {"seed", 42}});
    CHECK(json.at("modalities").size() == 2);
    CHECK(json.at("targets").size() == 3);

    const Json& abdomen = json.at("datasets").at(0);
    CHECK(abdomen.at("name") == "abdomen");
    CHECK(abdomen.at("modality") == "CT");
    CHECK(abdomen.at("images") == 1);
    CHECK(abdomen.at("targets") == 2);
    REQUIRE(abdomen.at("rounds").size() == 3);
    const Json& round = abdomen.at("rounds").at(1);
    CHECK(round.at("round") == 2);
    CHECK(round.at("empty_predictions") == 0);
    CHECK(round.at("dice") == 0.5);
    CHECK(round.at("dice_low").is_null());  // two images are too few for an interval
    CHECK(round.at("dice_high").is_null());
    CHECK(round.at("dice_target_mean") == 0.5);
    CHECK(round.at("dice_pooled") == 0.5);
    // 60 / 140 and 40 / 160
    CHECK(round.at("iou") == 0.339286);

    const Json& overall = json.at("overall");
    CHECK(overall.at("name") == "all");
    CHECK(overall.at("modality").is_null());
    CHECK(overall.at("images") == 2);
    CHECK(overall.at("rounds").at(0).at("dice") == 0.25);
    const Json& first = overall.at("rounds").at(0);
    CHECK(overall.at("clusters") == 2);
    CHECK(first.at("dice_target_mean") == 0.3);
    CHECK(first.at("iou") == 0.153767);
    CHECK(first.at("dice_dataset_mean") == 0.25);
    CHECK(first.at("iou_dataset_mean") == 0.153767);
}

TEST_CASE("files have the interval of images enough for one") {
    std::vector<Score> scores;
    for (int i = 0; i < 30; ++i) {
        scores.push_back(sample_score("abdomen", std::to_string(i), "liver", 1, (37 * i) % 101));
    }
    Report report;
    report.summary = summarise(scores);
    const Interval interval = report.summary.overall.rounds[0].metrics[0].interval.value();
    const Json round = Json::parse(summary_json(report)).at("overall").at("rounds").at(0);
    CHECK(round.at("dice_low").get<double>() == Approx(interval.low).margin(1e-6));
    CHECK(round.at("dice_high").get<double>() == Approx(interval.high).margin(1e-6));
    const Table table = csv_table(report.summary.metrics, {report.summary.overall});
    CHECK(std::stod(table.rows[0][7]) == Approx(interval.low).margin(1e-6));
    CHECK(std::stod(table.rows[0][8]) == Approx(interval.high).margin(1e-6));
    const std::string text = render_text(report);
    CHECK_THAT(text, contains("BCa bootstrap over 30 images"));
    CHECK_THAT(text, contains("with fewer than 20 clusters"));
}

TEST_CASE("summary.json: settings have the types that they mean") {
    Report report = sample_report();
    report.context = {{"rounds", "3"},
                      {"seed", "18446744073709551615"},
                      {"limit", "none"},
                      {"only_targets", "liver, spleen"},
                      {"only_modalities", "all"},
                      {"save_masks", "no"},
                      {"nsd_tolerance", "1.5 mm"},
                      {"model.rounds.m", "1"},
                      {"model.sha256", "1234567890"},
                      {"dataset.2020.sha256", "12"},
                      {"duration_s", "12.5"},
                      {"prompt", "box"}};
    CHECK(Json::parse(summary_json(report)).at("context") == Json{{"rounds", 3},
                                                                  {"seed", 18446744073709551615ULL},
                                                                  {"limit", nullptr},
                                                                  {"only_targets", {"liver", "spleen"}},
                                                                  {"only_modalities", nullptr},
                                                                  {"save_masks", false},
                                                                  {"nsd_tolerance", {{"value", 1.5}, {"unit", "mm"}}},
                                                                  {"model.rounds.m", 1},
                                                                  {"model.sha256", "1234567890"},
                                                                  {"dataset.2020.sha256", "12"},
                                                                  {"duration_s", 12.5},
                                                                  {"prompt", "box"}});
}

TEST_CASE("summary.json: counts and skipped items") {
    const Json json = Json::parse(summary_json(sample_report()));
    const Json& counts = json.at("counts").at(0);
    CHECK(counts.at("dataset") == "abdomen");
    CHECK(counts.at("images_seen") == 6);
    CHECK(counts.at("images_skipped") == 2);
    CHECK(counts.at("images_without_target") == 1);
    CHECK(counts.at("targets_skipped") == 3);
    CHECK(counts.at("empty_predictions") == 0);
    CHECK(json.at("counts").at(1).at("empty_predictions") == 4);
    CHECK(json.at("skipped").at(0).at("target").is_null());
    CHECK(json.at("skipped").at(1).at("target") == "aorta");
    CHECK(json.at("skipped").at(1).at("reason") == "no name for the text prompt");
}

TEST_CASE("summary.json survives names that are not UTF-8") {
    Report report = sample_report();
    report.skipped[0].image = "bad\xff\"name";
    CHECK(Json::parse(summary_json(report)).at("skipped").at(0).at("image") == "bad\ufffd\"name");
}

TEST_CASE("summary.json of nothing has its fields all the same") {
    const Json json = Json::parse(summary_json({}));
    CHECK(json.at("overall").at("rounds").empty());
    CHECK(json.at("datasets").is_array());
    CHECK(json.at("context").is_object());
}

TEST_CASE("CSV of groups in long form") {
    const Summary summary = sample_report(1).summary;
    const std::string csv = render_csv(csv_table(summary.metrics, summary.groups("dataset")));
    CHECK(csv ==
          "name,modality,images,targets,round,empty_predictions,dice_image_mean,dice_low,dice_high,dice_target_mean,"
          "dice_pooled,"
          "iou_image_mean,iou_low,iou_high,iou_target_mean,iou_pooled\n"
          "abdomen,CT,1,2,1,0,0.400000,,,0.400000,0.400000,"
          "0.254902,,,0.254902,0.250000\n"
          "brain,MR,1,1,1,0,0.100000,,,0.100000,0.100000,"
          "0.052632,,,0.052632,0.052632\n");
}

TEST_CASE("all summary files are written") {
    const TemporaryFolder folder;
    const Report report = sample_report();
    write_summary_files(folder.path() / "new", report);
    const auto lines = [&](const char* name) {
        const std::string text = read_text_file(folder / "new" / name);
        return std::count(text.begin(), text.end(), '\n');
    };
    // A header, then three rounds for each group.
    CHECK(lines("summary_overall.csv") == 1 + 3);
    CHECK(lines("summary_modalities.csv") == 1 + 3 * 2);
    CHECK(lines("summary_datasets.csv") == 1 + 3 * 2);
    CHECK(lines("summary_targets.csv") == 1 + 3 * 3);
    CHECK(read_text_file(folder / "new" / "summary.json") == summary_json(report));
    CHECK(read_text_file(folder / "new" / "summary.md") == render_markdown(report));
}
