#include "imis/image/placement.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

// 40 x 20 pixels become 80 x 10, at (3, 5) of a grid of 100 x 50.
const Placement placement = make_placement({20, 40}, {50, 100}, {10, 80}, 3, 5);

}  // namespace

TEST_CASE("points and boxes go to the grid without a shift by half a pixel") {
    CHECK(grid_from_original(placement, Point{0, 0}) == Point{3, 5});
    CHECK(grid_from_original(placement, Point{10, 4}) == Point{23, 7});
    CHECK(grid_from_original(placement, Box{0, 2, 39, 19}) == Box{3, 6, 81, 14.5});
}

TEST_CASE("scales are content / original in 64 bits") {
    const Placement third = make_placement({333, 500}, {1024, 1024}, {682, 1024});
    CHECK(third.scale_x() == 1024.0 / 500);
    CHECK(third.scale_y() == 682.0 / 333);
    CHECK(grid_from_original(third, Point{7, 11}) ==
          Point{static_cast<float>(7 * (1024.0 / 500)), static_cast<float>(11 * (682.0 / 333))});
}

TEST_CASE("to the grid and back is where it was") {
    for (const Point point : {Point{0, 0}, Point{39, 19}, Point{12.5, 7.25}}) {
        CHECK(original_from_grid(placement, grid_from_original(placement, point)) == point);
    }
    const Box box{1, 2, 30, 17};
    CHECK(original_from_grid(placement, grid_from_original(placement, box)) == box);
}

TEST_CASE("a place outside the grid is refused") {
    CHECK_THROWS_AS(make_placement({2, 2}, {4, 4}, {4, 4}, 1, 0), Error);
    CHECK_THROWS_AS(make_placement({0, 2}, {4, 4}, {4, 4}), Error);
    CHECK_THROWS_AS(make_placement({2, 2}, {4, 4}, {0, 4}), Error);
}
