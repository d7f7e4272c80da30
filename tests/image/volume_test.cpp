#include "imis/image/volume.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

void check_equal(const Vector3& a, const Vector3& b) {
    for (std::size_t row = 0; row < 3; ++row) CHECK(a[row] == Approx(b[row]).margin(1e-9));
}

// Oblique and anisotropic; k grows against i x j.
VolumeGeometry left_handed() {
    VolumeGeometry geometry;
    geometry.size = {5, 4, 3};
    geometry.spacing = {0.5, 2, 3};
    geometry.origin = {-10, 20, 30};
    geometry.axes = {{{0.8, 0.6, 0}, {0, 0, -1}, {0.6, -0.8, 0}}};
    return geometry;
}

}  // namespace

TEST_CASE("a plain grid counts millimetres from its origin") {
    VolumeGeometry geometry;
    geometry.spacing = {1, 2, 3};
    geometry.origin = {10, 20, 30};
    check_equal(lps_from_index(geometry, {1, 1, 1}), {11, 22, 33});
    check_equal(lps_from_index(geometry, {0.5, 0, -1}), {10.5, 20, 27});
    check_equal(index_from_lps(geometry, {11, 22, 33}), {1, 1, 1});
}

TEST_CASE("positions on an oblique, left-handed grid are those worked out by hand") {
    // origin + 2 * 0.5 * (0.8, 0.6, 0) + 1 * 2 * (0, 0, -1) + 2 * 3 * (0.6, -0.8, 0)
    check_equal(lps_from_index(left_handed(), {2, 1, 2}), {-5.6, 15.8, 28});
    check_equal(index_from_lps(left_handed(), {-5.6, 15.8, 28}), {2, 1, 2});
}

TEST_CASE("indices and positions are each other's inverse, also where axes are not perpendicular") {
    VolumeGeometry sheared = left_handed();
    sheared.axes[2] = {0.36, -0.48, 0.8};  // as of a tilted gantry
    for (const VolumeGeometry& geometry : {left_handed(), sheared}) {
        for (const Vector3& index : {Vector3{0, 0, 0}, Vector3{4, 3, 2}, Vector3{-1.5, 7.25, 0.125}}) {
            check_equal(index_from_lps(geometry, lps_from_index(geometry, index)), index);
        }
    }
}

TEST_CASE("axes in one plane are an error that says so") {
    VolumeGeometry geometry;
    geometry.axes[2] = {0.6, 0.8, 0};
    CHECK_THROWS_AS(index_from_lps(geometry, {0, 0, 0}), Error);
    CHECK_THROWS_WITH(index_from_lps(geometry, {0, 0, 0}), contains("lie in one plane"));
    geometry.axes[2] = {};
    CHECK_THROWS_AS(index_from_lps(geometry, {0, 0, 0}), Error);
    CHECK_NOTHROW(lps_from_index(geometry, {1, 1, 1}));
}

TEST_CASE("RAS differs from LPS in the signs of x and y") {
    check_equal(lps_from_ras({1, -2, 3}), {-1, 2, 3});
}

TEST_CASE("the number of voxels may be larger than an int") {
    VolumeGeometry geometry;
    geometry.size = {2048, 2048, 2048};
    CHECK(geometry.voxels() == 8589934592);
}
