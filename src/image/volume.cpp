#include "imis/image/volume.hpp"

#include <cmath>

#include "imis/base/error.hpp"

namespace imis {
Vector3 lps_from_index(const VolumeGeometry& geometry, const Vector3& index) {
    Vector3 lps = geometry.origin;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        for (std::size_t row = 0; row < 3; ++row) {
            lps[row] += geometry.axes[axis][row] * geometry.spacing[axis] * index[axis];
        }
    }
    return lps;
}

// Cramer's rule: with steps a, b, c along the axes, the index along a is (offset . b x c) / (a . b x c).
Vector3 index_from_lps(const VolumeGeometry& geometry, const Vector3& lps) {
    const auto& axes = geometry.axes;
    const Vector3 offset = lps - geometry.origin;
    const double volume = dot(axes[0], cross(axes[1], axes[2]));
    if (!(std::abs(volume) > 1e-9)) {
        throw Error(
            "the axes of a volume lie in one plane: its direction cosines are wrong; correct them in its header");
    }
    Vector3 index{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const Vector3 normal = cross(axes[(axis + 1) % 3], axes[(axis + 2) % 3]);
        index[axis] = dot(offset, normal) / volume / geometry.spacing[axis];
    }
    return index;
}

}  // namespace imis
