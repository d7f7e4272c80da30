#include "imis/metrics/boundary_distance.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "imis/base/quantile.hpp"
#include "imis/image/distance_transform.hpp"

namespace imis {
namespace {

// Of each foreground element of `from` the distance to the nearest of `to`, by rising distance.
std::vector<double> directed_distances(const LatticeMask& from, const LatticeMask& to) {
    std::vector<double> distances = squared_distances(from, to);
    for (double& distance : distances) distance = std::sqrt(distance);
    std::ranges::sort(distances);
    return distances;
}

// Takes away what has background before or behind it along an axis, the outside included.
void keep_inside_along(std::size_t axis, const LatticeMask& mask, std::vector<std::uint8_t>& inside) {
    const std::size_t stride = mask.lattice.stride(axis);
    const std::size_t block = mask.lattice.size[axis] * stride;
    // The elements of a block that have neighbours on both sides lie in one piece.
    for (std::size_t start = 0; start < inside.size(); start += block) {
        const std::size_t end = start + block;
        for (std::size_t i = start; i < start + stride; ++i) inside[i] = 0;
        for (std::size_t i = start + stride; i + stride < end; ++i) {
            inside[i] = inside[i] & mask.elements[i - stride] & mask.elements[i + stride];
        }
        for (std::size_t i = end - stride; i < end; ++i) inside[i] = 0;
    }
}

}  // namespace

LatticeMask boundary(const LatticeMask& mask) {
    LatticeMask result = mask;
    for (std::size_t axis = 0; axis < mask.lattice.axes(); ++axis) keep_inside_along(axis, mask, result.elements);
    for (std::size_t i = 0; i < result.elements.size(); ++i) result.elements[i] ^= mask.elements[i];
    return result;
}

BoundaryDistances distances_between(const LatticeMask& boundary_of_prediction, const LatticeMask& boundary_of_target) {
    return {directed_distances(boundary_of_prediction, boundary_of_target),
            directed_distances(boundary_of_target, boundary_of_prediction)};
}

BoundaryDistances boundary_distances(const LatticeMask& predicted, const LatticeMask& target) {
    return distances_between(boundary(predicted), boundary(target));
}

double hausdorff_distance(const BoundaryDistances& distances) {
    return std::max(distances.from_prediction.back(), distances.from_target.back());
}

double hausdorff_distance_95(const BoundaryDistances& distances) {
    return std::max(quantile(distances.from_prediction, 0.95), quantile(distances.from_target, 0.95));
}

double average_surface_distance(const BoundaryDistances& distances) {
    const auto sum = [](const std::vector<double>& values) {
        return std::accumulate(values.begin(), values.end(), 0.0);
    };
    return (sum(distances.from_prediction) + sum(distances.from_target)) /
           static_cast<double>(distances.from_prediction.size() + distances.from_target.size());
}

}  // namespace imis
