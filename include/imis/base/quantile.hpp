// Quantiles of sorted values, linearly interpolated between neighbours: the default of numpy.percentile, type 7 of
// Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996).
#pragma once

#include <cstddef>
#include <span>

namespace imis {

// Where a quantile lies among sorted values.
struct QuantilePosition {
    std::size_t below = 0;  // index of the last value that is not above it
    std::size_t above = 0;  // index of the next one; of the same one where that is the last
    double share = 0;       // of the way from one to the other: 0 <= share < 1

    // The quantile, given the values at the two indices; the same bits as numpy.percentile gives for 64-bit values.
    [[nodiscard]] double between(double value_below, double value_above) const;
};

// fraction: 0 (the least value) to 1 (the greatest); count: number of values, at least 1.
[[nodiscard]] QuantilePosition quantile_position(std::size_t count, double fraction);

// The quantile of rising values, at least one.
[[nodiscard]] double quantile(std::span<const double> rising, double fraction);

}  // namespace imis
