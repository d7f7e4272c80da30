// Bootstrap intervals of means over clusters: a cluster (a patient, a volume, an image) is what was drawn
// independently; what lies in it was not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "imis/base/random.hpp"

namespace imis {

struct Interval {
    double low = 0;
    double high = 0;
    bool operator==(const Interval&) const = default;
};

// What an interval promises: to hold the true mean in that share of all samples.
inline constexpr double interval_confidence = 0.95;

// With fewer clusters there is no interval, because none would hold its promise (docs/statistics.md: measured coverage).
inline constexpr std::size_t smallest_sample = 20;

struct BootstrapOptions {
    int replicates = 2000;  // resamples with replacement; at least 1
    std::uint64_t seed = 42;
    std::size_t smallest = smallest_sample;  // with fewer clusters there is no interval; at least 2
};

// A quantity summed by cluster. Its mean is the sum over clusters of `sums` by that of `weights`, so that every image
// counts once however many a cluster has. The two are of equal length.
struct ClusterColumn {
    std::vector<double> sums;     // of the values in a cluster
    std::vector<double> weights;  // how many values these are; above 0
};

// Sum over clusters of `sums` by that of `weights`; there must be a cluster.
[[nodiscard]] double mean(const ClusterColumn& column);

// Standard error of that mean, clusters being drawn independently (the linearised variance of a ratio: Cochran,
// "Sampling Techniques", 3rd edition, 1977, section 6.4): sqrt(n / (n - 1) sum (sums_i - mean weights_i)^2) / sum
// weights. Where all weights are 1 it is the standard deviation by sqrt(n). NaN with one cluster.
[[nodiscard]] double standard_error(const ClusterColumn& column);

// The bounds of a BCa interval (bias-corrected and accelerated: Efron, "Better Bootstrap Confidence Intervals", Journal
// of the American Statistical Association 82, 1987) from sorted replicates of an estimate:
//   quantiles at Phi(z0 + (z0 + z) / (1 - a (z0 + z))) for z = Phi^-1(tail) and Phi^-1(1 - tail)
//   z0 = Phi^-1(share of the replicates below the estimate, those equal to it counted half)
// quantiles being interpolated linearly. acceleration: a. tail: what lies beyond either bound, above 0, below 0.5.
[[nodiscard]] Interval bca_interval(std::span<const double> rising_replicates, double estimate, double acceleration,
                                    double tail);

// The tail to ask for where the interval is to have interval_confidence with so many clusters: Phi(-sqrt(n / (n - 1))
// t), t being Student's quantile with n - 1 degrees of freedom. A bootstrap takes the spread of the sample for that of
// the population, which is too narrow by sqrt((n - 1) / n), and knows it no better than a t test does (Hesterberg,
// "What Teachers Should Know About the Bootstrap", The American Statistician 69, 2015, section 4.5). clusters: 2 or
// more.
[[nodiscard]] double expanded_tail(std::size_t clusters);

// BCa intervals with expanded tails of the means of several columns over the same clusters. Every replicate draws as many
// clusters as there are, with replacement, the same ones for all columns; a is that of the jackknife over clusters. The
// draws depend on the key alone.
//
// None where there are fewer clusters than options.smallest, where a value is not finite, or where all clusters have the
// same mean: a sample without spread tells nothing of the spread. Throws Error where there are no replicates.
[[nodiscard]] std::vector<std::optional<Interval>> mean_intervals(std::span<const ClusterColumn> columns,
                                                                  const BootstrapOptions& options,
                                                                  const RandomKey& key);

}  // namespace imis
