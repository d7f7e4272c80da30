// Points and boxes as words of the command line.
#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/segmentation/given_prompts.hpp"

using namespace imis;

TEST_CASE("a point on the command line is x,y or x,y,z with an optional label") {
    const GivenPoint plain = parse_point("12,8.5", Coordinates::pixel);
    CHECK(plain.at == Vector3{12, 8.5, 0});
    CHECK(plain.label == 1);
    CHECK(parse_point("12,8,0", Coordinates::pixel).label == 0);
    CHECK(parse_point("12,8,-1", Coordinates::pixel).label == -1);
    const GivenPoint space = parse_point("-12.5,8e1,3,0", Coordinates::ras);
    CHECK(space.at == Vector3{-12.5, 80, 3});
    CHECK(space.label == 0);
    CHECK(parse_point("1,2,3", Coordinates::lps).label == 1);
}

TEST_CASE("words that are no point are refused with what they should be") {
    for (const char* words : {"", "1", "1,", ",1", "1,2,", "1,2,2", "1,2,0.5", "1,2,1,1", "1 2", "1, 2", "a,b", "nan,2",
                              "inf,2", "1e999,2", "1,2x", "0x10,2"}) {
        CAPTURE(words);
        CHECK_THROWS_AS(parse_point(words, Coordinates::pixel), UsageError);
        CHECK_THROWS_WITH(parse_point(words, Coordinates::pixel),
                          contains("--point '" + std::string(words) + "'") && contains("x,y"));
    }
    CHECK_THROWS_WITH(parse_point("1,2", Coordinates::lps), contains("x,y,z"));
    CHECK_THROWS_WITH(parse_point("1,2,3,2", Coordinates::lps), contains("x,y,z"));
}

TEST_CASE("a box on the command line is two corners") {
    const GivenBox flat = parse_box("1,2,3,2", Coordinates::pixel);
    CHECK(flat.first == Vector3{1, 2, 0});
    CHECK(flat.last == Vector3{3, 2, 0});
    const GivenBox space = parse_box("9,8,7,-1,-2,-3", Coordinates::lps);  // corners in any order
    CHECK(space.first == Vector3{9, 8, 7});
    CHECK(space.last == Vector3{-1, -2, -3});
}

TEST_CASE("words that are no box are refused with what they should be") {
    for (const char* words : {"", "1,2,3", "1,2,3,4,5", "1,2,3,x", "1,2,3,nan", "1,2,3,4,"}) {
        CAPTURE(words);
        CHECK_THROWS_AS(parse_box(words, Coordinates::pixel), UsageError);
        CHECK_THROWS_WITH(parse_box(words, Coordinates::pixel), contains("x0,y0,x1,y1"));
    }
    CHECK_THROWS_WITH(parse_box("1,2,3,4", Coordinates::ras), contains("x0,y0,z0,x1,y1,z1"));
    CHECK_THROWS_WITH(parse_box("3,2,1,4", Coordinates::pixel), contains("swap its corners"));
    CHECK_THROWS_WITH(parse_box("1,4,3,2", Coordinates::pixel), contains("swap its corners"));
}
