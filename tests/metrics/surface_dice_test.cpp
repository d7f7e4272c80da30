#include "imis/metrics/surface_dice.hpp"

#include <cmath>

#include "catch.hpp"
#include "drawn_mask.hpp"

using namespace imis;

namespace {

double measure_of(const std::vector<SurfaceElement>& elements) {
    double sum = 0;
    for (const SurfaceElement& element : elements) sum += element.measure;
    return sum;
}

double measure_of(const LatticeMask& mask) {
    return measure_of(surface_distances(mask, mask).of_target);
}

constexpr PixelSpacing oblong{.height = 3, .width = 4, .unit = LengthUnit::millimetre};

LatticeMask volume(const std::vector<std::uint8_t>& elements) {
    return {{{2, 2, 2}, {1, 2, 3}, LengthUnit::millimetre}, elements};
}

}  // namespace

TEST_CASE("contours: corners are cut off, sides have the pixel's") {
    CHECK(measure_of(drawn_lattice_mask({"#"}, oblong)) == Approx(4 * 2.5));
    CHECK(measure_of(drawn_lattice_mask({"##"}, oblong)) == Approx(4 * 2.5 + 2 * 4));
    CHECK(measure_of(drawn_lattice_mask({"#", "#"}, oblong)) == Approx(4 * 2.5 + 2 * 3));
    CHECK(measure_of(drawn_lattice_mask({"#.", ".#"}, oblong)) == Approx(8 * 2.5));
    CHECK(measure_of(drawn_lattice_mask({"##", "#."}, oblong)) == Approx(6 * 2.5 + 3 + 4));
}

TEST_CASE("surfaces: areas of voxels that are 1 high, 2 deep and 3 wide") {
    // A voxel's corner is cut off through the midpoints of its edges: a normal of an eighth of each side's area.
    const double corner = std::sqrt(6.0 * 6 + 3 * 3 + 2 * 2) / 8;
    CHECK(measure_of(volume({1, 0, 0, 0, 0, 0, 0, 0})) == Approx(8 * corner));
    // Two along the width: around their 4 shared corners a strip over the edge, of normals along height and depth.
    const double strip = std::sqrt(6.0 * 6 + 3 * 3) / 2;
    CHECK(measure_of(volume({1, 1, 0, 0, 0, 0, 0, 0})) == Approx(8 * corner + 4 * strip));
    const double upright_strip = std::sqrt(3.0 * 3 + 2 * 2) / 2;
    CHECK(measure_of(volume({1, 0, 0, 0, 1, 0, 0, 0})) == Approx(8 * corner + 4 * upright_strip));
    // Apart: each keeps its own corners.
    CHECK(measure_of(volume({1, 0, 0, 0, 0, 0, 0, 1})) == Approx(16 * corner));
}

TEST_CASE("the surface distance runs from corner to corner, the image's border included") {
    const LatticeMask left = drawn_lattice_mask({"#..."}, oblong);
    const LatticeMask right = drawn_lattice_mask({"..#."}, oblong);
    const SurfaceDistances distances = surface_distances(left, right);
    REQUIRE(distances.of_prediction.size() == 4);
    CHECK(distances.of_prediction[0].distance == 8);
    CHECK(distances.of_prediction[1].distance == 4);
    CHECK(distances.of_target[0].distance == 4);
    CHECK(distances.of_target[1].distance == 8);
}

TEST_CASE("surface Dice is the share within the tolerance, which counts as within") {
    const LatticeMask left = drawn_lattice_mask({"#..."}, oblong);
    const LatticeMask right = drawn_lattice_mask({"..#."}, oblong);
    const SurfaceDistances distances = surface_distances(left, right);
    CHECK(surface_dice(distances, 3.9) == 0);
    CHECK(surface_dice(distances, 4) == Approx(0.5));
    CHECK(surface_dice(distances, 8) == Approx(1));
    CHECK(surface_dice(surface_distances(left, left), 0) == Approx(1));
}

TEST_CASE("surface Dice weighs by length, of both surfaces together") {
    const SurfaceDistances distances{{{0, 2}, {5, 1}}, {{0, 4}, {7, 3}}};
    CHECK(surface_dice(distances, 1) == Approx(6.0 / 10));
    CHECK(surface_dice(distances, 5) == Approx(7.0 / 10));
}
