#include "imis/interaction/first_prompt.hpp"

#include <map>

#include "catch.hpp"
#include "drawn_mask.hpp"

using namespace imis;

TEST_CASE("the first click falls uniformly on the half of the target nearest to its centroid") {
    // A row of 8 pixels: centroid between the 4th and 5th, the nearest half are pixels 3 to 6 (x = 4, 5 | 3, 6).
    const Mask row = drawn_mask({"..........", ".########.", ".........."});
    std::map<float, int> counts;
    for (int draw = 0; draw < 4000; ++draw) {
        const Click click = first_click(row, RandomKey(1).with(draw));
        REQUIRE(click.at.y == 1);
        REQUIRE(click.label == 1);
        ++counts[click.at.x];
    }
    REQUIRE(counts.size() == 4);
    for (const auto& [x, count] : counts) {
        REQUIRE(x >= 3);
        REQUIRE(x <= 6);
        REQUIRE(std::abs(count - 1000) < 140);  // 5 standard deviations
    }
}

TEST_CASE("the same key gives the same first click, another key another") {
    const Mask block = drawn_mask(std::vector<std::string>(40, std::string(40, '#')));
    const RandomKey key = RandomKey(42).with("liver");
    const Click first = first_click(block, key);
    const Click again = first_click(block, key);
    REQUIRE(first.at == again.at);
    REQUIRE_FALSE(first.at == first_click(block, RandomKey(43).with("liver")).at);
}

TEST_CASE("a target of one pixel is clicked on that pixel") {
    const Click click = first_click(drawn_mask({"....", "..#.", "...."}), RandomKey(3));
    REQUIRE(click.at == Point{2, 1});
    REQUIRE(click.label == 1);
}

TEST_CASE("an odd number of pixels is halved downwards") {
    // 3 pixels in a row: the half is 1 pixel, the middle one.
    for (int draw = 0; draw < 50; ++draw) {
        REQUIRE(first_click(drawn_mask({"###"}), RandomKey(5).with(draw)).at == Point{1, 0});
    }
}

TEST_CASE("an empty target can't be clicked") {
    REQUIRE_THROWS_WITH(first_click(drawn_mask({"..."}), RandomKey(1)), contains("empty"));
}
