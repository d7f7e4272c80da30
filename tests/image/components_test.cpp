#include "imis/image/components.hpp"

#include "catch.hpp"
#include "drawn_mask.hpp"

using namespace imis;

TEST_CASE("the largest component is the one of most pixels") {
    const Mask mask = drawn_mask({"##...#", ".....#", "#....#"});
    CHECK(largest_component(mask).pixels == drawn_mask({".....#", ".....#", ".....#"}).pixels);
    CHECK(largest_component(mask).size == mask.size);
}

TEST_CASE("pixels that touch at a corner are one component") {
    const Mask mask = drawn_mask({"#..##", ".#...", "..#.."});
    CHECK(largest_component(mask).pixels == drawn_mask({"#....", ".#...", "..#.."}).pixels);
}

TEST_CASE("of equally large components the one that comes first in row-major order is taken") {
    CHECK(largest_component(drawn_mask({"....#", "##..#"})).pixels == drawn_mask({"....#", "....#"}).pixels);
    CHECK(largest_component(drawn_mask({"##..#", "....#"})).pixels == drawn_mask({"##...", "....."}).pixels);
    // OpenCV labels blocks of 2 x 2 pixels: the component of the second row must not get ahead of the first row's.
    CHECK(largest_component(drawn_mask({"...#", "#..."})).pixels == drawn_mask({"...#", "...."}).pixels);
    CHECK(largest_component(drawn_mask({"..#", "#..", "..."})).pixels == drawn_mask({"..#", "...", "..."}).pixels);
}

TEST_CASE("a mask without foreground has no component") {
    CHECK(largest_component(drawn_mask({"...", "..."})).pixels == drawn_mask({"...", "..."}).pixels);
}
