#include "imis/report/comparison.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "sample_report.hpp"

using namespace imis;

namespace {

// One system that went all three rounds, one that takes no clicks and stopped after the first, one that was not asked
// at all.
std::vector<SystemReport> three_systems() {
    SystemReport full{{"imis", "imis", "last", "logits", "model"}, "imis", 3, "", sample_report(3)};
    SystemReport box_only{{"medsam", "recorded", "last", "none", "recorded"}, "medsam", 1, "point", sample_report(1)};
    const std::vector<Score> boxed = {sample_score("abdomen", "1", "liver", 1, 90),
                                      sample_score("brain", "1", "tumour", 1, 30)};
    box_only.report.summary = summarise(boxed);
    SystemReport silent{{"words", "recorded", "last", "none", "recorded"}, "words", 0, "box", Report{}};
    silent.report.context = full.report.context;
    return {full, box_only, silent};
}

const Table& table_called(const std::vector<Table>& tables, const std::string& title) {
    for (const Table& table : tables) {
        if (table.title == title) return table;
    }
    FAIL("no table " << title);
    return tables.front();
}

}  // namespace

TEST_CASE("every system has a column, and what it can't be given is marked") {
    const auto tables = comparison_tables(three_systems());
    const Table& rounds = table_called(tables, "Dice by round");
    REQUIRE(rounds.columns.size() == 4);
    CHECK(rounds.columns[2].name == "medsam");
    REQUIRE(rounds.rows.size() == 3);
    CHECK(rounds.rows[0] == std::vector<std::string>{"1", "0.2500", "0.6000", "no boxes"});
    CHECK(rounds.rows[1] == std::vector<std::string>{"2", "0.3500", "no clicks", "no boxes"});
    const Table& last = table_called(tables, "Dice by modality, round 3");
    REQUIRE(last.rows.size() == 2);
    CHECK(last.rows[0] == std::vector<std::string>{"CT", "0.6000", "no clicks", "no boxes"});
    CHECK(table_called(tables, "Dice by data set, round 1").rows.size() == 2);
    CHECK(table_called(tables, "Systems").rows[1][1] == "recorded");
}

TEST_CASE("names of groups come from all systems, and a system without a group shows a dash") {
    auto systems = three_systems();
    systems[1].report.summary = summarise({});
    const Table table = table_called(comparison_tables(systems), "Dice by data set, round 1");
    CHECK(table.rows[0] == std::vector<std::string>{"abdomen", "0.4000", "-", "no boxes"});
}

TEST_CASE("the comparison's files: side by side, and each system's own") {
    const TemporaryFolder folder;
    write_comparison_files(folder.path(), three_systems());
    const auto json = nlohmann::json::parse(read_text_file(folder / "summary.json"));
    REQUIRE(json["systems"].size() == 3);
    CHECK(json["systems"][1]["lacks"] == "point");
    CHECK(json["systems"][0]["lacks"].is_null());
    CHECK(json["systems"][0]["overall"]["rounds"].size() == 3);
    CHECK(json["systems"][1]["overall"]["rounds"][0]["dice"] == 0.6);
    CHECK_THAT(read_text_file(folder / "comparison_modalities.csv"), contains("name,round,imis,medsam,words\n") &&
                                                                         contains("CT,1,0.400000,0.900000,\n") &&
                                                                         contains("CT,2,0.500000,,\n"));
    CHECK_THAT(read_text_file(folder / "comparison_rounds.csv"),
               contains("round,imis,medsam,words\n1,0.250000,0.600000,\n"));
    CHECK(std::filesystem::exists(folder / "systems" / "medsam" / "summary_overall.csv"));
    CHECK_THAT(read_text_file(folder / "summary.md"), contains("### Dice by target, round 3"));
}

TEST_CASE("the rules of a comparison are the same wherever a system stands that was not asked") {
    const auto interval_rule = [](const std::vector<SystemReport>& systems) {
        const TemporaryFolder folder;
        write_comparison_files(folder.path(), systems);
        const auto json = nlohmann::json::parse(read_text_file(folder / "summary.json"));
        return json["rules"]["interval"].get<std::string>();
    };
    auto systems = three_systems();
    const std::string rule = interval_rule(systems);
    CHECK_THAT(rule, contains("over 2 images as clusters"));
    std::ranges::reverse(systems);
    CHECK(interval_rule(systems) == rule);
}
