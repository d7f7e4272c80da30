#include "imis/base/json_fields.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"

using namespace imis;

namespace {

JsonFields parsed(const std::string& text) {
    return JsonFields::parse(text, {"a.json", "see the manual"});
}

enum class Hue { red, blue };
constexpr Words<Hue, 2> hues = {{{Hue::red, "red"}, {Hue::blue, "blue"}}};

}  // namespace

TEST_CASE("fields are read by type") {
    const JsonFields fields = parsed(
        R"({"flag": true, "text": "liver", "whole": 7, "also": 2.0, "part": 0.5, "list": [1, 2], "map": {"b": "x"}})");
    CHECK(fields.get<bool>("flag"));
    CHECK(fields.get<std::string>("text") == "liver");
    CHECK(fields.get<int>("whole") == 7);
    CHECK(fields.get<int>("also") == 2);
    CHECK(fields.get<float>("part") == 0.5F);
    CHECK(fields.get<double>("whole") == 7);
    CHECK(fields.get<std::vector<std::int64_t>>("list") == std::vector<std::int64_t>{1, 2});
    CHECK(fields.get<std::map<std::string, std::string>>("map").at("b") == "x");
    CHECK(fields.names().front() == "also");
}

TEST_CASE("fields may be absent or null") {
    const JsonFields fields = parsed(R"({"nothing": null, "some": 3})");
    CHECK_FALSE(fields.has("nothing"));
    CHECK(fields.get_or("nothing", 5) == 5);
    CHECK(fields.get_or("some", 5) == 3);
    CHECK_FALSE(fields.at("some").has("some"));
    CHECK_THROWS_WITH(fields.at("nothing"), "a.json: field 'nothing' is missing; see the manual");
}

TEST_CASE("a value outlives the text that it was read from") {
    const JsonFields element = parsed(R"({"list": [{"name": "liver"}]})").at("list").elements().front();
    CHECK(element.path() == "list[0]");
    CHECK(element.get<std::string>("name") == "liver");
}

TEST_CASE("a wrong type is named with the path that leads to it") {
    const JsonFields fields = parsed(R"({"size": [1, "2"], "input": {"mean": {"red": true}}, "n": 1.5})");
    CHECK_THROWS_WITH(fields.get<std::vector<int>>("size"),
                      "a.json: field 'size[1]' must be a whole number, not a string; see the manual");
    CHECK_THROWS_WITH(fields.at("input").at("mean").get<float>("red"),
                      contains("field 'input.mean.red' must be a number, not true"));
    CHECK_THROWS_WITH(fields.get<int>("n"), contains("field 'n' must be a whole number;"));
    CHECK_THROWS_WITH(fields.get<bool>("n"), contains("must be true or false, not a number"));
    CHECK_THROWS_WITH(fields.at("n").at("x"), contains("field 'n' must be an object, not a number"));
    CHECK_THROWS_WITH(fields.at("n").elements(), contains("field 'n' must be a list"));
}

TEST_CASE("a number that its type can't hold is refused") {
    const auto as_int = [](const std::string& number) { return parsed(number).as<int>(); };
    CHECK(as_int("-2147483648") == -2147483648);
    CHECK_THROWS_WITH(as_int("2147483648"), contains("must be within -2147483648 to 2147483647"));
    CHECK_THROWS_AS(as_int("1e300"), Error);
    CHECK(parsed("9223372036854775807").as<std::int64_t>() == INT64_MAX);
    CHECK_THROWS_AS(parsed("9223372036854775808").as<std::int64_t>(), Error);
    CHECK_THROWS_AS(parsed("9223372036854775808.0").as<std::int64_t>(), Error);
    CHECK_THROWS_AS(parsed("-1").as<std::uint64_t>(), Error);
    CHECK_THROWS_WITH(parsed("1e39").as<float>(), contains("is too large"));
}

TEST_CASE("a choice is read by its word") {
    const JsonFields fields = parsed(R"({"colour": "blue", "other": "pink"})");
    CHECK(fields.choice("colour", hues) == Hue::blue);
    CHECK(fields.choice_or("absent", Hue::red, hues) == Hue::red);
    CHECK_THROWS_WITH(fields.choice("other", hues),
                      "a.json: field 'other' is 'pink', but must be one of red, blue; see the manual");
}

TEST_CASE("a misspelt field is refused with those that are known") {
    const JsonFields fields = parsed(R"({"inner": {"smaple": 1}})");
    CHECK_NOTHROW(fields.check_known({"inner", "other"}));
    CHECK_THROWS_WITH(fields.at("inner").check_known({"sample", "size"}),
                      contains("field 'inner.smaple' is unknown; the known fields are sample, size"));
    CHECK_THROWS_WITH(parsed("[]").check_known({}), contains("a.json: must be an object, not a list"));
}

TEST_CASE("a mistake in the JSON is found by line and column") {
    CHECK_THROWS_WITH(parsed("{\"a\": 1,\n \"b\": }"),
                      "a.json: is not valid JSON: mistake at line 2, column 7 (byte 16); see the manual");
    CHECK_THROWS_WITH(parsed(""), contains("line 1, column 1"));
    CHECK_THROWS_WITH(parsed("1e999"), contains("a number is too large"));
}

TEST_CASE("errors are of the kind that the source asks for") {
    const JsonSource source{"", "", error_as<ItemError>};
    CHECK_THROWS_AS(JsonFields::parse("{", source), ItemError);
    CHECK_THROWS_AS(JsonFields::parse("{}", source).at("x"), ItemError);
    CHECK_THROWS_WITH(JsonFields::parse("{}", source).at("x"), "field 'x' is missing");
}

TEST_CASE("a file is named by its path") {
    const TemporaryFolder folder;
    const auto file = folder / "b.json";
    CHECK_THROWS_WITH(JsonFields::read(file, {"", "see the manual"}), file.string() + ": no such file; see the manual");
    write_file_atomically(file, std::string_view("{}"));
    CHECK_THROWS_WITH(JsonFields::read(file, {}).at("x"), file.string() + ": field 'x' is missing");
}
