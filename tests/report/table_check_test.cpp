#include "imis/report/table_check.hpp"

#include <functional>
#include <utility>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/report/table_files.hpp"

using namespace imis;
using Json = nlohmann::json;

namespace {

Table scores() {
    return {"Scores by modality",
            {{"", "Modality", Alignment::left}, {"Dice", "image mean"}, {"Dice", "95% CI"}, {"", "Images"}},
            {{"CT", "0.9000", "[0.8000, 0.9500]", "12"}, {"MR", "0.7000", "-", "3"}},
            {"a note"}};
}

// The golden file of a table after `change`.
std::vector<Table> golden(const std::function<void(Json&)>& change = [](Json&) {}) {
    const TemporaryFolder folder;
    Json json = Json::parse(render_json({scores()}, {}));
    change(json);
    write_file_atomically(folder.path() / "golden.json", json.dump());
    return read_golden(folder.path() / "golden.json");
}

std::vector<CellDifference> differences(const std::vector<Table>& expected, const Table& got) {
    return differing_cells(expected, {got}, 0.001);
}

}  // namespace

TEST_CASE("tables agree with the file that they were written to") {
    CHECK(differences(golden(), scores()).empty());
    CHECK(check_result(golden(), {}, "golden.json", 0.001) ==
          "all 6 cells of 1 table agree with golden.json within 0.001\n");
}

TEST_CASE("a change of 0.002 in one cell is found, one of 0.001 is not") {
    Table table = scores();
    table.rows[1][1] = "0.7010";
    CHECK(differences(golden(), table).empty());
    table.rows[1][1] = "0.7020";
    const auto found = differences(golden(), table);
    REQUIRE(found.size() == 1);
    CHECK(found[0].table == "Scores by modality");
    CHECK(found[0].row == "MR");
    CHECK(found[0].column == "Dice (image mean)");
    CHECK(found[0].expected == "0.7");
    CHECK(found[0].got == "0.7020");
    CHECK_THAT(check_result(golden(), found, "golden.json", 0.001),
               contains("Scores by modality") && contains("1 of 6 cells do not agree within 0.001"));
}

TEST_CASE("each number of an interval has the tolerance, other text must be the same") {
    Table table = scores();
    table.rows[0][2] = "[0.8005, 0.9495]";
    CHECK(differences(golden(), table).empty());
    table.rows[0][2] = "[0.8005, 0.9520]";
    CHECK(differences(golden(), table).size() == 1);
    table = scores();
    table.rows[1][2] = "no clicks";
    CHECK(differences(golden(), table).size() == 1);
    table.rows[1][2] = "nan";
    CHECK(differences(golden(), table).size() == 1);
}

TEST_CASE("what is missing differs, and so does a row too many") {
    Table table = scores();
    table.rows.pop_back();
    auto found = differences(golden(), table);
    REQUIRE(found.size() == 3);
    CHECK(found[0].got == "missing");

    table = scores();
    table.title = "Scores by data set";
    CHECK(differences(golden(), table).size() == 6);

    table = scores();
    table.columns[1].name = "target mean";
    CHECK(differences(golden(), table).size() == 2);

    table = scores();
    table.rows.push_back({"US", "0.5000", "-", "1"});
    found = differences(golden(), table);
    REQUIRE(found.size() == 1);
    CHECK(found[0].row == "US");
}

TEST_CASE("further tables and columns are not looked at") {
    Table wider = scores();
    wider.columns.push_back({"", "Targets"});
    for (auto& row : wider.rows) row.emplace_back("9");
    CHECK(differing_cells(golden(), {Table{"Items", {{"", "Data set"}}, {{"a"}}, {}}, wider}, 0.001).empty());
}

TEST_CASE("rows of the same name are compared in their order") {
    Table table = scores();
    table.rows[1][0] = "CT";
    const TemporaryFolder folder;
    write_file_atomically(folder.path() / "golden.json", render_json({table}, {}));
    const auto expected = read_golden(folder.path() / "golden.json");
    CHECK(differences(expected, table).empty());
    std::swap(table.rows[0], table.rows[1]);
    CHECK(differences(expected, table).size() == 6);
}

TEST_CASE("a file that is no golden file is refused with its field") {
    CHECK_THROWS_WITH(golden([](Json& json) { json["schema"] = 2; }),
                      contains("golden.json") && contains("'schema'") && contains("compares tables of schema 1"));
    CHECK_THROWS_WITH(golden([](Json& json) { json["colour"] = 1; }), contains("'colour' is unknown"));
    CHECK_THROWS_WITH(golden([](Json& json) { json.erase("tables"); }), contains("'tables'"));
    CHECK_THROWS_WITH(golden([](Json& json) { json["tables"] = Json::array(); }), contains("no cell"));
    CHECK_THROWS_WITH(golden([](Json& json) { json["tables"][0]["rows"][0].push_back(1); }),
                      contains("tables[0].rows[0]") && contains("5 cells for 4 columns"));
}
