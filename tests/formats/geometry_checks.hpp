// Geometries that must be equal to 1e-4.
#pragma once

#include "catch.hpp"
#include "imis/image/volume.hpp"

namespace imis {

inline void check_near(const Vector3& a, const Vector3& b) {
    for (std::size_t row = 0; row < 3; ++row) CHECK(a[row] == Approx(b[row]).margin(1e-4));
}

inline void check_geometry(const VolumeGeometry& read, const VolumeGeometry& expected) {
    CHECK(read.size == expected.size);
    check_near(read.spacing, expected.spacing);
    check_near(read.origin, expected.origin);
    for (std::size_t axis = 0; axis < 3; ++axis) check_near(read.axes[axis], expected.axes[axis]);
}

}  // namespace imis
