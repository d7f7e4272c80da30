#include "imis/interaction/prompt.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

PromptKinds kinds(const std::string& words) {
    return parse_prompt_kinds(words, "--prompt");
}

}  // namespace

TEST_CASE("prompt kinds are parsed in any order and printed in one") {
    REQUIRE(to_string(kinds("point")) == "point");
    REQUIRE(to_string(kinds("text+point")) == "point+text");
    REQUIRE(to_string(kinds("box+point")) == "point+box");
    REQUIRE(to_string(kinds("text+box+point")) == "point+box+text");
}

TEST_CASE("wrong prompt kinds are refused") {
    for (const char* words : {"", "points", "point+", "+", "point+point", "box text", "mask"}) {
        CAPTURE(words);
        REQUIRE_THROWS_AS(kinds(words), UsageError);
    }
}

TEST_CASE("a prompt as JSON leaves out what was not given") {
    Prompt prompt;
    prompt.grid = {256, 512};
    prompt.points.push_back({{12, 34}, 1});
    REQUIRE(to_json(prompt) == R"({"grid":[256,512],"points":[[12,34,1]]})");
    prompt.points.push_back({{0.5F, 3}, 0});
    prompt.box = Box{1, 2, 3, 4};
    prompt.text = "A \"b\".";
    REQUIRE(to_json(prompt) ==
            R"({"grid":[256,512],"points":[[12,34,1],[0.5,3,0]],"box":[1,2,3,4],"text":"A \"b\"."})");
}

TEST_CASE("a prompt is read back as it was written") {
    for (const char* line : {R"({"grid":[256,512],"points":[[12,34,1],[0.5,3,0]],"box":[1,2,3,4],"text":"A \"b\"."})",
                             R"({"grid":[9,7]})", R"({"grid":[9,7],"points":[[200,100,-1]]})"}) {
        CHECK(to_json(prompt_from_json(line)) == line);
    }
}

TEST_CASE("what is no prompt is refused with the line and what it should be") {
    for (const char* line :
         {"", "12,34", R"({"points":[[1,2,1]]})", R"({"grid":[0,5]})", R"({"grid":[5,5],"points":[[1]]})",
          R"({"grid":[5,5],"points":[[1,2,3]]})", R"({"grid":[5,5],"points":[[1,2,0.5]]})",
          R"({"grid":[5,5],"points":[["1",2]]})", R"({"grid":[5,5],"box":[1,2,3]})",
          R"({"grid":[5,5],"box":[1,2,3,1e999]})", R"({"grid":[5.5,5]})", R"({"grid":[5,5],"mask":"a.png"})",
          R"({"grid":[5,5],"point":[1,2,1]})"}) {
        CAPTURE(line);
        CHECK_THROWS_AS(prompt_from_json(line), Error);
    }
}

TEST_CASE("a prompt outside its grid or with its sides swapped is refused") {
    // 9 rows, 8 columns; the far edges still count as inside for a box.
    CHECK_NOTHROW(prompt_from_json(R"({"grid":[9,8],"points":[[7,8,1]],"box":[0,0,8,9]})"));
    CHECK_THROWS_WITH(prompt_from_json(R"({"grid":[9,8],"points":[[8,1,1]]})"),
                      contains("the point 8,1 lies outside of its grid, whose pixels are x 0 to 7 and y 0 to 8"));
    CHECK_THROWS_WITH(prompt_from_json(R"({"grid":[9,8],"points":[[-1,1,0]]})"), contains("outside of its grid"));
    CHECK_THROWS_WITH(prompt_from_json(R"({"grid":[9,8],"box":[1,2,3,10]})"), contains("outside of its grid"));
    CHECK_THROWS_WITH(prompt_from_json(R"({"grid":[9,8],"box":[3,2,1,4]})"), contains("x0 <= x1"));
}
