// The commands of a session, as words and as JSON.
#include "session_command.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/segmentation/session.hpp"

using namespace imis;

namespace {

// The fields of a command in the order of their names: "command=point point=120,80".
std::string fields_in(const std::string& line) {
    const JsonFields command = parse_command(line);
    std::string text;
    for (const std::string& name : command.names()) {
        const JsonFields field = command.at(name);
        if (!text.empty()) text += ' ';
        text += name + "=";
        if (!field.is_list()) {
            text += field.as<std::string>();
            continue;
        }
        std::vector<std::string> numbers;
        for (const double number : field.as<std::vector<double>>()) numbers.push_back(nlohmann::json(number).dump());
        text += joined(numbers, ",");
    }
    return text;
}

}  // namespace

TEST_CASE("words become the command that a program would send") {
    const std::vector<std::pair<std::string, std::string>> forms = {
        {"open a b.png", "command=open image=a b.png"},
        {"slice axial:57", "command=slice slice=axial:57"},
        {"object  left kidney ", "command=object object=left kidney"},
        {"point 120 80", "command=point point=120.0,80.0"},
        {"point 120.5,80, 0", "command=point point=120.5,80.0,0.0"},
        {"\tbox 1 2\t3 4\r", "box=1.0,2.0,3.0,4.0 command=box"},
        {"text left kidney", "command=text text=left kidney"},
        {"mask a.npy", "command=mask mask=a.npy"},
        {"open \xff.png", "command=open image=\xff.png"},  // names of files may not be UTF-8
        {"undo", "command=undo"},
        {"reset", "command=reset"},
        {"candidates", "command=candidates"},
        {"rle", "command=rle"},
        {"save out.png", "command=save output=out.png"},
        {"help", "command=help"},
        {"quit", "command=quit"},
        {"exit", "command=quit"},
    };
    for (const auto& [line, expected] : forms) {
        CAPTURE(line);
        CHECK(fields_in(line) == expected);
    }
}

TEST_CASE("a command in JSON is taken as it is") {
    CHECK(fields_in(R"( {"command": "point", "point": [1, 2], "object": "liver"} )") ==
          "command=point object=liver point=1.0,2.0");
}

TEST_CASE("lines that are no command are answered with what they should be") {
    const std::vector<std::pair<std::string, std::string>> mistakes = {
        {"", "the commands are open, slice"},
        {"pint 1 2", "'pint' is not known; the commands are open, slice"},
        {"POINT 1 2", "'POINT' is not known"},
        {"point", "'point' needs something after it: point X Y [0]"},
        {"open  ", "'open' needs something after it"},
        {"point 1 two", "'1 two' are no numbers; write point X Y [0]"},
        {"point 1 2px", "are no numbers"},
        {"box 1e999 2 3 4", "are no numbers"},
        {"undo 3", "'undo' stands alone, but '3' follows it"},
        {"{", "is not valid JSON"},
        {R"({"command": "point", })", "is not valid JSON"},
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
        const auto starts_a_line = contains(std::string("\n").append(command).append(" "));
        CHECK_THAT(std::string("\n").append(session_help()), starts_a_line);
    }
}
