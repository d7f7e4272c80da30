#include <algorithm>
#include <utility>

#include "catch.hpp"
#include "imis/image/slices.hpp"
#include "voxel_grids.hpp"

using namespace imis;

namespace {

VolumeGeometry grid(const std::array<Vector3, 3>& axes) {
    VolumeGeometry geometry;
    geometry.size = {4, 3, 2};
    geometry.axes = axes;
    return geometry;
}

// Where a pixel of a slice lies on the screen.
std::pair<int, int> on_screen(const DisplayTurn& turn, Size size, int x, int y) {
    if (turn.transpose) {
        std::swap(x, y);
        std::swap(size.width, size.height);
    }
    return {turn.flip_x ? size.width - 1 - x : x, turn.flip_y ? size.height - 1 - y : y};
}

// How far one steps in the patient (LPS) from the pixel that is shown at the top left to the one `across` to the right
// and `down` below.
Vector3 step_on_screen(const VolumeGeometry& geometry, Plane plane, int across, int down) {
    const SliceAxes axes = slice_axes(geometry, plane);
    const DisplayTurn turn = display_turn(geometry, axes);
    const Size size = slice_size(geometry, axes);
    const auto position = [&](std::pair<int, int> wanted) {
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x) {
                if (on_screen(turn, size, x, y) != wanted) continue;
                const auto voxel = voxel_of(axes, 0, x, y);
                return lps_from_index(geometry, {double(voxel[0]), double(voxel[1]), double(voxel[2])});
            }
        }
        FAIL("no pixel is shown there");
        return Vector3{};
    };
    return position({across, down}) - position({0, 0});
}

std::string edges(const VolumeGeometry& geometry, Plane plane) {
    const DisplayTurn turn = display_turn(geometry, slice_axes(geometry, plane));
    return turn.left + turn.right + turn.top + turn.bottom;
}

void check_turn(const DisplayTurn& turn, bool transpose, bool flip_x, bool flip_y) {
    CHECK(turn.transpose == transpose);
    CHECK(turn.flip_x == flip_x);
    CHECK(turn.flip_y == flip_y);
}

}  // namespace

TEST_CASE("axial slices stay as they are in LPS and are mirrored both ways in RAS") {
    const SliceAxes axial = {0, 1, 2};
    check_turn(display_turn(grid({{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}), axial), false, false, false);
    check_turn(display_turn(grid({{{-1, 0, 0}, {0, -1, 0}, {0, 0, 1}}}), axial), false, true, true);
}

TEST_CASE("coronal and sagittal slices of an axial stack show the head at the top") {
    const VolumeGeometry lps = grid({{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}});
    check_turn(display_turn(lps, slice_axes(lps, Plane::coronal)), false, false, true);
    check_turn(display_turn(lps, slice_axes(lps, Plane::sagittal)), false, false, true);
    const VolumeGeometry feet_first = grid({{{1, 0, 0}, {0, 1, 0}, {0, 0, -1}}});
    check_turn(display_turn(feet_first, slice_axes(feet_first, Plane::coronal)), false, false, false);
}

TEST_CASE("axes in another order than the screen's change places") {
    const VolumeGeometry geometry = grid({{{0, 0, -1}, {0, 1, 0}, {1, 0, 0}}});  // i to the feet, k to the left
    check_turn(display_turn(geometry, slice_axes(geometry, Plane::coronal)), true, false, false);
}

TEST_CASE("in all 48 orders and signs of axes, steps on the screen lead where radiologists expect it") {
    for (const VolumeGeometry& geometry : straight_grids()) {
        // left to the right of the screen, and towards the face at the left of sagittal slices
        CHECK(step_on_screen(geometry, Plane::axial, 1, 0)[0] > 0);
        CHECK(step_on_screen(geometry, Plane::axial, 0, 1)[1] > 0);
        CHECK(step_on_screen(geometry, Plane::coronal, 1, 0)[0] > 0);
        CHECK(step_on_screen(geometry, Plane::coronal, 0, 1)[2] < 0);
        CHECK(step_on_screen(geometry, Plane::sagittal, 1, 0)[1] > 0);
        CHECK(step_on_screen(geometry, Plane::sagittal, 0, 1)[2] < 0);
        CHECK(edges(geometry, Plane::axial) == "RLAP");
        CHECK(edges(geometry, Plane::coronal) == "RLHF");
        CHECK(edges(geometry, Plane::sagittal) == "APHF");
    }
}

TEST_CASE("an oblique grid is turned as the straight one that it is closest to") {
    for (const VolumeGeometry& geometry : straight_grids()) {
        const VolumeGeometry oblique = turned(geometry, 20, -25);
        for (const Plane plane : planes) {
            const DisplayTurn expected = display_turn(geometry, slice_axes(geometry, plane));
            check_turn(display_turn(oblique, slice_axes(oblique, plane)), expected.transpose, expected.flip_x,
                       expected.flip_y);
        }
    }
}
