#include "imis/metrics/boundary_distance.hpp"

#include <cmath>

#include "catch.hpp"
#include "drawn_mask.hpp"

using namespace imis;

TEST_CASE("the boundary has background above, below, left or right of it, or the outside") {
    const LatticeMask mask = drawn_lattice_mask({"####.", "#####", "#####", "####."});
    CHECK(boundary(mask).elements == drawn_mask({"####.", "#...#", "#...#", "####."}).pixels);
    CHECK(boundary(mask).lattice == mask.lattice);
    CHECK(boundary(drawn_lattice_mask({"#"})).elements == std::vector<std::uint8_t>{1});
}

TEST_CASE("background at a corner alone makes no boundary") {
    const LatticeMask mask = drawn_lattice_mask({"#####", "#####", "#####", "####.", "#####"});
    CHECK(boundary(mask).elements == drawn_mask({"#####", "#...#", "#...#", "#..#.", "#####"}).pixels);
}

TEST_CASE("the inside of a volume has a neighbour at every face") {
    LatticeMask cube{{{3, 3, 3}, {1, 1, 1}}, std::vector<std::uint8_t>(27, 1)};
    std::vector<std::uint8_t> expected(27, 1);
    expected[13] = 0;
    CHECK(boundary(cube).elements == expected);
}

TEST_CASE("directed distances in the unit of the spacing, by rising distance") {
    // From (0, 0) and (1, 3) to (0, 1): 0.5, and 2 down with 2 * 0.5 to the left.
    const LatticeMask two = drawn_lattice_mask({"#...", "...#"}, {.height = 2, .width = 0.5});
    const LatticeMask one = drawn_lattice_mask({".#..", "...."}, {.height = 2, .width = 0.5});
    const BoundaryDistances distances = boundary_distances(two, one);
    CHECK(distances.from_prediction == std::vector<double>{0.5, std::sqrt(5.0)});
    CHECK(distances.from_target == std::vector<double>{0.5});
    CHECK(hausdorff_distance(distances) == std::sqrt(5.0));
    CHECK(hausdorff_distance(boundary_distances(one, two)) == std::sqrt(5.0));
    // Three elements weigh the same: not the mean of the two directed means.
    CHECK(average_surface_distance(distances) == Approx((0.5 + std::sqrt(5.0) + 0.5) / 3));
}

TEST_CASE("HD95 is the larger of the directed percentiles, interpolated") {
    // Ranks 0.95 * 4 = 3.8 and 0.95 * 2 = 1.9.
    const BoundaryDistances distances{{0, 1, 2, 3, 4}, {0, 10, 20}};
    CHECK(hausdorff_distance_95(distances) == Approx(19));
    CHECK(hausdorff_distance_95({{0, 10, 20}, {0, 1, 2, 3, 4}}) == Approx(19));
    CHECK(hausdorff_distance_95({{0, 1, 2, 3, 4}, {0}}) == Approx(3.8));
    CHECK(hausdorff_distance({{0, 1}, {0, 7}}) == 7);
}
