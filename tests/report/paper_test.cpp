#include "imis/report/paper.hpp"

#include <functional>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "sample_report.hpp"

using namespace imis;
using Json = nlohmann::json;

namespace {

Json paper_json() {
    const auto figure = [](const char* group, int rounds, const char* system, double value) {
        return Json{{"group", group}, {"prompt", "box"}, {"rounds", rounds}, {"system", system}, {"value", value}};
    };
    return {{"schema", 1},
            {"title", "A benchmark"},
            {"source", "a journal"},
            {"reference", "Net"},
            {"groups", {{"Abdominal CT", {"Ab-Domen"}}}},
            {"systems", {{"SAM", {"sam_vit_b"}}}},
            {"tables",
             {{{"title", "Dice by data set"},
               {"source", "Table 4"},
               {"metric", "dice"},
               {"unit", "percent"},
               {"by", "dataset"},
               {"figures",
                {figure("Abdominal CT", 1, "SAM", 70.5), figure("Abdominal CT", 1, "Net", 88),
                 figure("Abdominal CT", 3, "Net", 90), figure("Knee", 1, "Net", 50)}}}}},
            {"statements", {{{"text", "It works well"}, {"source", "Figure 3"}}}}};
}

Paper paper(const std::function<void(Json&)>& change = [](Json&) {}) {
    const TemporaryFolder folder;
    Json json = paper_json();
    change(json);
    write_file_atomically(folder / "paper.json", json.dump());
    return read_paper(folder / "paper.json");
}

// A run by boxes of one image of the data set "abdomen", whose Dice is `dice` of 100 in each of two rounds.
ReportedRun run_of(const std::string& model, int dice, const std::string& prompt = "box") {
    SystemReport system{{model, "imis", "last", "logits", "model"}, "", 2, "", {}};
    system.report.context = {{"prompt", prompt}};
    std::vector<Score> scores;
    for (const int round : {1, 2}) scores.push_back(sample_score("abdomen", "1", "liver", round, dice));
    system.report.summary = summarise(scores);
    return {model + " by " + prompt, {system}};
}

using Cells = std::vector<std::string>;

}  // namespace

TEST_CASE("published figures stand beside the measured ones with the difference") {
    const auto tables = paper_tables(paper(), {run_of("sam-vit-b", 75), run_of("tiny", 89)});
    REQUIRE(tables.size() == 1);
    const Table& table = tables.front();
    CHECK(table.title == "Published: Dice by data set");
    Cells names;
    for (const Column& column : table.columns) names.push_back(column.full_name());
    // The measured SAM is compared with the published one, an unknown model with the reference.
    CHECK(names == Cells{"Data set", "Prompt", "Round", "published (SAM)", "published (Net)", "measured (sam-vit-b)",
                         "measured (tiny)", "measured - published (sam-vit-b - SAM)",
                         "measured - published (tiny - Net)"});
    REQUIRE(table.rows.size() == 3);
    CHECK(table.rows[0] == Cells{"Abdominal CT", "box", "1", "70.50", "88.00", "75.00", "89.00", "+4.50", "+1.00"});
    // Only two rounds were run; no run has knees.
    CHECK(table.rows[1] == Cells{"Abdominal CT", "box", "3", "-", "90.00", "-", "-", "-", "-"});
    CHECK(table.rows[2] == Cells{"Knee", "box", "1", "-", "50.00", "-", "-", "-", "-"});
    CHECK(table.notes ==
          Cells{"Published figures: Table 4.", "Published in: A benchmark, a journal.", "It works well (Figure 3)"});
}

TEST_CASE("only runs by the same first prompt are set beside a figure") {
    CHECK(paper_tables(paper(), {run_of("tiny", 89, "point")})[0].rows[0][5] == "-");
    CHECK(paper_tables(paper(), {run_of("tiny", 10, "point"), run_of("tiny", 89)})[0].rows[0][5] == "89.00");
    const auto both = paper([](Json& json) { json["tables"][0]["figures"][0]["prompt"] = "text+point"; });
    CHECK(paper_tables(both, {run_of("tiny", 10, "point+text")})[0].rows[0][5] == "10.00");
}

TEST_CASE("a mean over all scores says on which data it was measured") {
    const auto overall = paper([](Json& json) { json["tables"][0]["by"] = "overall"; });
    const Table table = paper_tables(overall, {run_of("tiny", 89)}).front();
    CHECK(table.rows[0][5] == "89.00");
    CHECK_THAT(table.notes[1], contains("Measured on abdomen;"));
}

TEST_CASE("a metric that a run lacks is a dash; fractions stay fractions") {
    const auto hd = paper([](Json& json) { json["tables"][0]["metric"] = "hd95"; });
    const Table distances = paper_tables(hd, {run_of("tiny", 89)}).front();
    CHECK(distances.rows[0][5] == "-");
    CHECK(distances.better == Direction::lower);
    const auto fractions = paper([](Json& json) { json["tables"][0]["unit"] = "fraction"; });
    CHECK(paper_tables(fractions, {run_of("tiny", 89)})[0].rows[0][5] == "0.8900");
}

TEST_CASE("a paper file with a fault is refused with its field") {
    const auto refused = [](const std::function<void(Json&)>& change, const std::string& part) {
        CHECK_THROWS_WITH(paper(change), contains("paper.json: field") && contains(part) && contains("docs/paper.md"));
    };
    refused([](Json& json) { json["schema"] = 2; }, "'schema' is 2");
    refused([](Json& json) { json["author"] = "me"; }, "'author' is unknown");
    refused([](Json& json) { json["tables"][0]["units"] = "percent"; }, "'tables[0].units' is unknown");
    refused([](Json& json) { json["tables"][0]["metric"] = "dise"; }, "is 'dise', but must be one of dice");
    refused([](Json& json) { json["tables"][0]["by"] = "organ"; }, "'tables[0].by' is 'organ'");
    refused([](Json& json) { json["tables"][0]["unit"] = "mm"; }, "'tables[0].unit' is 'mm'");
    refused([](Json& json) { json["tables"][0]["figures"] = Json::array(); }, "'tables[0].figures' is empty");
    refused([](Json& json) { json["tables"][0]["figures"][1]["rounds"] = 0; }, "'tables[0].figures[1].rounds'");
    refused([](Json& json) { json["tables"][0]["figures"][1].erase("value"); }, "'tables[0].figures[1].value'");
}

TEST_CASE("the figures of IMIS-Net can be read") {
    const Paper published = read_paper(IMIS_SOURCE_DIR "/configs/paper/imis-net.json");
    CHECK(published.tables.size() == 4);
    const Table table = paper_tables(published, {run_of("imis-net", 89)}).front();
    CHECK(table.rows[0] == Cells{"ISLES", "box", "1", "55.92", "60.14", "59.90", "68.22", "71.78", "-", "-"});
}
