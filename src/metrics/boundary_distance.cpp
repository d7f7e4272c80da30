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
    const std::vector<double> squares = squared_distances(to);
    std::vector<double> distances;
    for (std::size_t i = 0; i < squares.size(); ++i) {
        if (from.elements[i] != 0) distances.push_back(std::sqrt(squares[i]));
    }
    std::ranges::sort(distances);
    return distances;
}

}  // namespace

LatticeMask boundary(const LatticeMask& mask) {
    LatticeMask result{mask.lattice, std::vector<std::uint8_t>(mask.elements.size(), 0)};
    for (std::size_t axis = 0; axis < mask.lattice.axes(); ++axis) {
        const std::size_t last = mask.lattice.size[axis] - 1;
        for_each_line(mask.lattice, axis, [&](std::size_t first, std::size_t stride) {
            for (std::size_t x = 0; x <= last; ++x) {
                const std::size_t i = first + x * stride;
                if (mask.elements[i] == 0) continue;
                const bool inside =
                    x > 0 && x < last && mask.elements[i - stride] != 0 && mask.elements[i + stride] != 0;
                if (!inside) result.elements[i] = 1;
            }
        });
    }
    return result;
}

BoundaryDistances boundary_distances(const LatticeMask& predicted, const LatticeMask& target) {
    const LatticeMask of_prediction = boundary(predicted);
    const LatticeMask of_target = boundary(target);
    return {directed_distances(of_prediction, of_target), directed_distances(of_target, of_prediction)};
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
