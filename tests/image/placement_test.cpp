#include "imis/image/placement.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

// 40 x 20 pixels become 80 x 10, at (3, 5) of a grid of 100 x 50.
const Placement placement = make_placement({20, 40}, {50, 100}, {10, 80}, 3, 5);

}  // namespace

TEST_CASE("points and boxes go to the grid without a shift by half a pixel") {
    const GridMap map = to_model_grid({20, 40}, placement);
    CHECK(map(Point{0, 0}) == Point{3, 5});
    CHECK(map(Point{10, 4}) == Point{23, 7});
    CHECK(map(Box{0, 2, 39, 19}) == Box{3, 6, 81, 14.5});
}

TEST_CASE("points of another grid than the original's go to the same place") {
    const GridMap map = to_model_grid({10, 80}, placement);  // as large as the content
    CHECK(map(Point{20, 2}) == Point{23, 7});
}

TEST_CASE("scales are computed in 64 bits, the result is rounded once") {
    const GridMap third = to_model_grid({333, 500}, make_placement({333, 500}, {1024, 1024}, {682, 1024}));
    CHECK(third(Point{7, 11}) == Point{static_cast<float>(7 * (1024.0 / 500)), static_cast<float>(11 * (682.0 / 333))});
}

TEST_CASE("a place outside the grid is refused") {
    CHECK_THROWS_AS(make_placement({2, 2}, {4, 4}, {4, 4}, 1, 0), Error);
    CHECK_THROWS_AS(make_placement({0, 2}, {4, 4}, {4, 4}), Error);
    CHECK_THROWS_AS(make_placement({2, 2}, {4, 4}, {0, 4}), Error);
}
