// Grids for tests that must hold however a volume lies.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "imis/image/slices.hpp"
#include "imis/image/volume.hpp"

namespace imis {

inline constexpr std::array<Plane, 3> planes = {Plane::axial, Plane::coronal, Plane::sagittal};

// All 48 ways in which voxel axes can run along patient axes, left-handed ones too; 4 x 3 x 2 voxels.
inline std::vector<VolumeGeometry> straight_grids() {
    std::vector<VolumeGeometry> grids;
    std::array<std::size_t, 3> order = {0, 1, 2};
    do {
        for (unsigned signs = 0; signs < 8; ++signs) {
            VolumeGeometry geometry;
            geometry.size = {4, 3, 2};
            geometry.spacing = {1, 1.5, 4};
            geometry.origin = {-7, 11, 23};
            geometry.axes = {};
            for (std::size_t axis = 0; axis < 3; ++axis) {
                geometry.axes[axis][order[axis]] = (signs >> axis & 1U) != 0 ? -1 : 1;
            }
            grids.push_back(geometry);
        }
    } while (std::ranges::next_permutation(order).found);
    return grids;
}

// A grid turned in the patient, about the patient's z axis and then about its x axis.
inline VolumeGeometry turned(VolumeGeometry geometry, double degrees_z, double degrees_x) {
    const double radian = std::acos(-1.0) / 180;
    const double cz = std::cos(degrees_z * radian), sz = std::sin(degrees_z * radian);
    const double cx = std::cos(degrees_x * radian), sx = std::sin(degrees_x * radian);
    for (Vector3& axis : geometry.axes) {
        const Vector3 once = {cz * axis[0] - sz * axis[1], sz * axis[0] + cz * axis[1], axis[2]};
        axis = {once[0], cx * once[1] - sx * once[2], sx * once[1] + cx * once[2]};
    }
    return geometry;
}

}  // namespace imis
