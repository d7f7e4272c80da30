#include "imis/interaction/prompt.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

TEST_CASE("prompt kinds are parsed in any order and printed in one") {
    REQUIRE(to_string(parse_prompt_kinds("point")) == "point");
    REQUIRE(to_string(parse_prompt_kinds("text+point")) == "point+text");
    REQUIRE(to_string(parse_prompt_kinds("box+point")) == "point+box");
    REQUIRE(to_string(parse_prompt_kinds("text+box+point")) == "point+box+text");
}

TEST_CASE("wrong prompt kinds are refused") {
    for (const char* words : {"", "points", "point+", "+", "point+point", "box text"}) {
        CAPTURE(words);
        REQUIRE_THROWS_AS(parse_prompt_kinds(words), UsageError);
    }
}

TEST_CASE("a prompt as JSON leaves out what was not given") {
    Prompt prompt;
    prompt.points.push_back({{12, 34}, 1});
    REQUIRE(to_json(prompt, {256, 512}) == R"({"grid":[256,512],"points":[[12,34,1]]})");
    prompt.points.push_back({{0.5F, 3}, 0});
    prompt.box = Box{1, 2, 3, 4};
    prompt.text = "A \"b\".";
    prompt.previous_mask = true;
    REQUIRE(to_json(prompt, {8, 8}) ==
            R"({"grid":[8,8],"points":[[12,34,1],[0.5,3,0]],"box":[1,2,3,4],"text":"A \"b\".","mask":"previous"})");
}
