#include "imis/base/csv.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"

using namespace imis;

TEST_CASE("fields are quoted where RFC 4180 asks for it") {
    CHECK(csv_line({"plain", "a b", "", "a|b"}) == "plain,a b,,a|b\n");
    CHECK(csv_line({"a,b", "say \"x\"", "two\nlines"}) == "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\n");
}

TEST_CASE("what was written is read back") {
    const TemporaryFolder folder;
    const std::vector<std::string> fields = {"a,b", "", "\"x\"", "two\nlines", "\r\n", "last"};
    write_file_atomically(folder / "table.csv", csv_line(fields) + csv_line({"next"}));
    const auto rows = read_csv(folder / "table.csv");
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].fields == fields);
    CHECK(rows[0].line == 1);
    CHECK(rows[1].line == 4);
}

TEST_CASE("tables of spreadsheet programs are read: byte order mark, carriage returns, empty lines, no last line end") {
    const TemporaryFolder folder;
    write_file_atomically(folder / "table.csv", "\xEF\xBB\xBFname,round\r\n\r\nliver,1\r\nspleen,");
    const auto rows = read_csv(folder / "table.csv");
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].fields == std::vector<std::string>{"name", "round"});
    CHECK(rows[1].line == 3);
    CHECK(rows[2].fields == std::vector<std::string>{"spleen", ""});
}

TEST_CASE("a quote that is not closed is an error with its line") {
    const TemporaryFolder folder;
    write_file_atomically(folder / "table.csv", "a,b\nc,\"d\ne\n");
    CHECK_THROWS_WITH(read_csv(folder / "table.csv"), contains("table.csv: line 2"));
}
