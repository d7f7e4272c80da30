#include "imis/report/table.hpp"

#include "catch.hpp"

using namespace imis;

namespace {

Table table_of(const std::vector<std::string>& names) {
    Table table{"Scores", {{"", "Target", Alignment::left}, {"", "Dice"}}, {}, {}};
    for (const std::string& name : names) table.rows.push_back({name, "0.5"});
    return table;
}

}  // namespace

TEST_CASE("text: columns are aligned, lines have no trailing space") {
    Table table = table_of({"liver", "aorta wall"});
    table.rows[1][1] = "0.12345";
    table.notes = {"A note."};
    CHECK(render_text(table) ==
          "Scores\n"
          "Target         Dice\n"
          "----------  -------\n"
          "liver           0.5\n"
          "aorta wall  0.12345\n"
          "A note.\n");
    table.columns.back().alignment = Alignment::left;
    CHECK_THAT(render_text(table), contains("liver       0.5\n"));
}

TEST_CASE("text: a group name stands above its columns and widens them where it is longer") {
    const Table table{"", {{"", "N"}, {"Dice", "a"}, {"Dice", "b"}, {"IoU, round 3", "a"}}, {{"1", "2", "3", "4"}}, {}};
    CHECK(render_text(table) ==
          "   Dice  IoU, round 3\n"
          "N  a  b             a\n"
          "-  -  -  ------------\n"
          "1  2  3             4\n");
    const Table wide{"", {{"Dice, mean", "a"}, {"Dice, mean", "b"}}, {{"1", "2"}}, {}};
    CHECK(render_text(wide) ==
          "Dice, mean\n"
          "a        b\n"
          "-  -------\n"
          "1        2\n");
}

TEST_CASE("text: wide characters take two places, combining marks none") {
    CHECK(render_text(table_of({"\u809d\u81d3", "e\u0301pi", "abcd"})) ==
          "Scores\n"
          "Target  Dice\n"
          "------  ----\n"
          "\u809d\u81d3     0.5\n"
          "e\u0301pi      0.5\n"
          "abcd     0.5\n");
}

TEST_CASE("text: control characters and bytes that are not UTF-8 do no harm") {
    const std::string text = render_text(table_of({"a\nb\x1b[31m", "c\xff"}));
    CHECK_THAT(text, contains("a b [31m"));
    CHECK_THAT(text, contains("c\ufffd"));
}

TEST_CASE("Markdown: cells that would end the cell or start markup are escaped") {
    Table table = table_of({"a|b", "left_kidney\n2", "<b>*c*"});
    table.columns.back().group = "IoU";
    table.notes = {"A note."};
    CHECK(render_markdown(table) ==
          "### Scores\n\n"
          "| Target | IoU (Dice) |\n"
          "| :-- | --: |\n"
          "| a\\|b | 0.5 |\n"
          "| left_kidney 2 | 0.5 |\n"
          "| \\<b>\\*c\\* | 0.5 |\n"
          "\nA note.\n");
}

TEST_CASE("CSV: fields are quoted where RFC 4180 asks for it") {
    CHECK(render_csv(table_of({"plain", "a,b", "say \"x\"", "two\nlines", "a|b"})) ==
          "Target,Dice\n"
          "plain,0.5\n"
          "\"a,b\",0.5\n"
          "\"say \"\"x\"\"\",0.5\n"
          "\"two\nlines\",0.5\n"
          "a|b,0.5\n");
}
