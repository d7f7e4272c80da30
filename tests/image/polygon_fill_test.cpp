#include <limits>
#include <vector>

#include "catch.hpp"
#include "drawn_mask.hpp"
#include "imis/base/error.hpp"
#include "imis/image/mask_encoding.hpp"

using namespace imis;

namespace {

Mask filled(Size size, const std::vector<double>& corners) {
    Mask mask = Mask::zeros(size);
    fill_polygon(mask, corners);
    return mask;
}

}  // namespace

TEST_CASE("a polygon covers the pixels whose centres lie within it") {
    CHECK(filled({4, 5}, {1, 1, 4, 1, 4, 3, 1, 3}).pixels == drawn_mask({".....", ".###.", ".###.", "....."}).pixels);
    // Edges short of the centres, then just beyond them.
    CHECK(filled({3, 3}, {0.6, 0.6, 2.4, 0.6, 2.4, 2.4, 0.6, 2.4}).pixels == drawn_mask({"...", ".#.", "..."}).pixels);
    CHECK(filled({3, 3}, {0.4, 0.4, 2.6, 0.4, 2.6, 2.6, 0.4, 2.6}).pixels == drawn_mask({"###", "###", "###"}).pixels);
    CHECK(filled({4, 4}, {0, 0, 4, 0, 0, 4}).pixels == drawn_mask({"###.", "##..", "#...", "...."}).pixels);
}

TEST_CASE("a centre on an edge that two polygons share belongs to one of them") {
    Mask both = filled({3, 4}, {0, 0, 1.5, 0, 1.5, 3, 0, 3});
    CHECK(both.pixels == drawn_mask({"#...", "#...", "#..."}).pixels);
    CHECK(filled({3, 4}, {1.5, 0, 4, 0, 4, 3, 1.5, 3}).pixels == drawn_mask({".###", ".###", ".###"}).pixels);
}

TEST_CASE("a polygon may cross itself and leave the image") {
    // A bow tie.
    CHECK(filled({4, 4}, {0, 0.25, 4, 3.75, 4, 0.25, 0, 3.75}).pixels ==
          drawn_mask({"....", "#..#", "#..#", "...."}).pixels);
    CHECK(area(filled({20, 20}, {0, 0, 20, 20, 20, 0, 0, 20})) == 200);
    CHECK(filled({2, 3}, {-5, -5, 9, -5, 9, 9, -5, 9}).pixels == drawn_mask({"###", "###"}).pixels);
    CHECK(area(filled({2, 3}, {5, 5, 9, 5, 9, 9})) == 0);
}

TEST_CASE("the outline of a mask gives the mask") {
    const Mask mask = drawn_mask({"#..##", "####.", "#.##.", "...#."});
    Mask again = Mask::zeros(mask.size);
    for (const Polygon& polygon : outlines(mask)) {
        std::vector<double> corners;
        for (const Point& point : polygon.outer) corners.insert(corners.end(), {point.x, point.y});
        fill_polygon(again, corners);
    }
    CHECK(again.pixels == mask.pixels);
}

TEST_CASE("a polygon that is none is refused") {
    CHECK_THROWS_WITH(filled({2, 2}, {0, 0, 1, 1}), contains("needs three corners"));
    CHECK_THROWS_WITH(filled({2, 2}, {0, 0, 1, 1, 1, 0, 1}), contains("needs three corners"));
    CHECK_THROWS_WITH(filled({2, 2}, {0, 0, 1, 1, std::numeric_limits<double>::infinity(), 0}), contains("not finite"));
}
