// Bootstrap intervals of means.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "imis/base/random.hpp"

namespace imis {

struct Interval {
    double low = 0;
    double high = 0;
    bool operator==(const Interval&) const = default;
};

// Share of the replicates inside an interval.
inline constexpr double interval_confidence = 0.95;

struct BootstrapOptions {
    int replicates = 1000;  // resamples with replacement; at least 1
    std::uint64_t seed = 42;
};

// Percentile bootstrap intervals (Efron 1979) of the means of several columns over the same clusters: every replicate
// draws as many clusters as there are, with replacement, the same ones for all columns. The bounds are the quantiles
// 0.025 and 0.975 of the replicates' means, linearly interpolated between neighbours.
//
// A single cluster of value v gives [v, v], which says nothing about other images. columns: of equal length, at least
// 1. The draws depend on the key alone. Throws Error where there are no values or no replicates.
[[nodiscard]] std::vector<Interval> bootstrap_intervals(std::span<const std::vector<double>> columns,
                                                        const BootstrapOptions& options, const RandomKey& key);

}  // namespace imis
