#include "imis/report/table_files.hpp"

#include <cstdlib>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"

using namespace imis;
using Json = nlohmann::json;

namespace {

Table systems(Direction better = Direction::higher) {
    return {"Dice by target, 100% & more",
            {{"", "Target", Alignment::left},
             {"measured", "tiny_model", Alignment::right, true},
             {"measured", "sam", Alignment::right, true},
             {"", "difference"}},
            {{"left_kidney", "0.9000", "0.8000", "+0.1000"}, {"tumor", "0.5000", "no clicks", "-"}},
            {"lower_case: 50%"},
            better};
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("JSON of tables has numbers where cells are numbers") {
    const Json json = Json::parse(render_json({systems()}, {}));
    CHECK(json["schema"] == table_schema);
    const Json& table = json["tables"][0];
    CHECK(table["columns"] == Json({"Target", "measured (tiny_model)", "measured (sam)", "difference"}));
    CHECK(table["row_columns"] == 1);
    CHECK(table["rows"][0] == Json({"left_kidney", 0.9, 0.8, 0.1}));
    CHECK(table["rows"][1] == Json({"tumor", 0.5, "no clicks", "-"}));
}

TEST_CASE("CSV in long form keeps numbers and words in columns of their own") {
    CHECK(render_long_csv({systems()}) ==
          "table,row,column,value,text\n"
          "\"Dice by target, 100% & more\",left_kidney,measured (tiny_model),0.9000,\n"
          "\"Dice by target, 100% & more\",left_kidney,measured (sam),0.8000,\n"
          "\"Dice by target, 100% & more\",left_kidney,difference,+0.1000,\n"
          "\"Dice by target, 100% & more\",tumor,measured (tiny_model),0.5000,\n"
          "\"Dice by target, 100% & more\",tumor,measured (sam),,no clicks\n"
          "\"Dice by target, 100% & more\",tumor,difference,,-\n");
}

TEST_CASE("LaTeX has booktabs' rules, escapes, and the best of a row in bold") {
    const std::string text = render_latex({systems()}, {});
    CHECK_THAT(text, contains("\\usepackage{booktabs") && contains("\\toprule") && contains("\\midrule") &&
                         contains("\\bottomrule") && contains("\\cmidrule(lr){2-3}"));
    CHECK_THAT(text, contains("left\\_kidney & \\textbf{0.9000} & 0.8000 & +0.1000 \\\\"));
    CHECK_THAT(text, contains("100\\% \\& more") && contains("lower\\_case: 50\\%"));
    CHECK(count(text, "\\textbf") == 1);  // a single rival is not the best of anything
    CHECK(count(text, "\\begin{") == count(text, "\\end{"));
    CHECK_THAT(render_latex({systems(Direction::lower)}, {}), contains("0.9000 & \\textbf{0.8000}"));
}

TEST_CASE("all that are equally good are bold") {
    Table table = systems();
    table.rows = {{"a", "0.8", "0.8", "-0.1"}};
    CHECK(count(render_latex({table}, {}), "\\textbf{0.8}") == 2);
    CHECK_THAT(render_latex({table}, {}), contains(" & $-$0.1 \\\\"));  // a minus, not a hyphen
}

TEST_CASE("a table that is longer than a page breaks") {
    Table table = systems();
    table.rows.assign(100, table.rows.front());
    CHECK_THAT(render_latex({table}, {}), contains("\\begin{longtable}") && contains("\\endhead"));
}

TEST_CASE("LaTeX of any text compiles") {
    if (std::system("command -v pdflatex > /dev/null") != 0) {
        WARN("pdflatex is not installed: not tried");
        return;
    }
    Table table = systems();
    table.rows.push_back(
        {"\\ { } $ & # % _ ~ ^ < > | \" [ ] ` * \xC3\xA9\xC3\x9F\xC3\x97\xC3\xBE \xCE\xB1 \xFF", "1", "2", "3"});
    table.rows.push_back({"[first in a row]", "1", "2", "3"});
    Table longer = table;
    for (int i = 0; i < 6; ++i) longer.rows.insert(longer.rows.end(), longer.rows.begin(), longer.rows.end());
    const TemporaryFolder folder;
    write_file_atomically(folder.path() / "tables.tex", render_latex({table, longer}, {}));
    const std::string command = "cd '" + folder.path().string() +
                                "' && pdflatex -interaction=nonstopmode -halt-on-error tables.tex > log.txt 2>&1";
    CAPTURE(command);
    CHECK(std::system(command.c_str()) == 0);
    CHECK(std::filesystem::exists(folder.path() / "tables.pdf"));
}
