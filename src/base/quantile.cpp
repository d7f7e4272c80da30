#include "imis/base/quantile.hpp"

#include <algorithm>
#include <cmath>

namespace imis {

double QuantilePosition::between(double value_below, double value_above) const {
    const double difference = value_above - value_below;
    // NumPy counts from the nearer end, so that the last bit depends on the half.
    return share >= 0.5 ? value_above - difference * (1.0 - share) : value_below + difference * share;
}

QuantilePosition quantile_position(std::size_t count, double fraction) {
    const double position = static_cast<double>(count - 1) * fraction;
    const double below = std::floor(position);
    const auto index = static_cast<std::size_t>(below);
    return {index, std::min(index + 1, count - 1), position - below};
}

double quantile(std::span<const double> rising, double fraction) {
    const QuantilePosition at = quantile_position(rising.size(), fraction);
    return at.between(rising[at.below], rising[at.above]);
}

}  // namespace imis
