// The commands of a session, as words and as JSON.
#include "imis/segmentation/session_command.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

nlohmann::json json(const std::string& text) {
    return nlohmann::json::parse(text);
}

}  // namespace

TEST_CASE("words become the command that a program would send") {
    const std::vector<std::pair<std::string, std::string>> forms = {
        {"open a b.png", R"({"command": "open", "image": "a b.png"})"},
        {"slice axial:57", R"({"command": "slice", "slice": "axial:57"})"},
        {"object  left kidney ", R"({"command": "object", "object": "left kidney"})"},
        {"point 120 80", R"({"command": "point", "point": [120.0, 80.0]})"},
        {"point 120.5,80, 0", R"({"command": "point", "point": [120.5, 80.0, 0.0]})"},
        {"\tbox 1 2\t3 4\r", R"({"command": "box", "box": [1.0, 2.0, 3.0, 4.0]})"},
        {"text left kidney", R"({"command": "text", "text": "left kidney"})"},
        {"mask a.npy", R"({"command": "mask", "mask": "a.npy"})"},
        {"undo", R"({"command": "undo"})"},
        {"reset", R"({"command": "reset"})"},
        {"candidates", R"({"command": "candidates"})"},
        {"rle", R"({"command": "rle"})"},
        {"save out.png", R"({"command": "save", "output": "out.png"})"},
        {"help", R"({"command": "help"})"},
        {"quit", R"({"command": "quit"})"},
        {"exit", R"({"command": "quit"})"},
    };
    for (const auto& [line, expected] : forms) {
        CAPTURE(line);
        CHECK(parse_command(line) == json(expected));
    }
}

TEST_CASE("a command in JSON is taken as it is") {
    const std::string line = R"( {"command": "point", "point": [1, 2], "object": "liver", "rle": true} )";
    CHECK(parse_command(line) == json(line));
}

TEST_CASE("lines that are no command are answered with what they should be") {
    const std::vector<std::pair<std::string, std::string>> mistakes = {
        {"", "the commands are open, slice"},
        {"pint 1 2", "'pint' is not known; the commands are open, slice"},
        {"POINT 1 2", "'POINT' is not known"},
        {"point", "'point' needs something behind it: point X Y [0]"},
        {"open  ", "'open' needs something behind it"},
        {"point 1 two", "'1 two' are no numbers; write point X Y [0]"},
        {"point 1 2px", "are no numbers"},
        {"box 1e999 2 3 4", "are no numbers"},
        {"undo 3", "'undo' stands alone, but '3' follows it"},
        {"{", "is no JSON"},
        {R"({"command": "point", })", "is no JSON"},
        {R"({"point": [1, 2]})", R"(a command is {"command": "point", ...})"},
        {R"({"command": 3})", R"(a command is {"command": "point", ...})"},
        {R"({"command": "exit"})", "'exit' is not known"},
        {"[1]", "'[1]' is not known"},
    };
    for (const auto& [line, part] : mistakes) {
        CAPTURE(line);
        CHECK_THROWS_AS(parse_command(line), Error);
        CHECK_THROWS_WITH(parse_command(line), contains(part));
    }
}

TEST_CASE("the help has a line for every command") {
    for (const char* command : {"open", "slice", "object", "point", "box", "text", "mask", "undo", "reset",
                                "candidates", "rle", "save", "help", "quit"}) {
        CHECK_THAT("\n" + command_help(), contains("\n" + std::string(command) + " "));
    }
}
