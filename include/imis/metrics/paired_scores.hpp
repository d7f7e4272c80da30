// Two systems on the same targets: differences, what they are worth, and where the second is worse.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "imis/metrics/grouping.hpp"
#include "imis/metrics/metric.hpp"
#include "imis/metrics/score.hpp"
#include "imis/statistics/cluster_bootstrap.hpp"
#include "imis/statistics/signed_rank.hpp"

namespace imis {

// The scores of one (data set, image, target, repeat, round) by two systems.
struct ScorePair {
    Score first;
    Score second;
};

// The pairs of one group by one metric; means are image means, as everywhere. A metric that is better the nearer it is
// to 0 is compared by its distance from there.
struct PairedDifference {
    std::string name;  // of the group; "all" for all pairs together
    std::int64_t images = 0;
    std::int64_t targets = 0;  // pairs
    ClusterCounts clusters;
    double first = 0;
    double second = 0;
    double difference = 0;             // second - first
    std::optional<Interval> interval;  // of the difference, over clusters; none where it would not hold
    SignedRankTest test;               // of the clusters' mean differences
    double adjusted_p = 1;             // whoever asks all questions sets it (holm_adjusted)
    std::int64_t wins = 0;             // pairs in which the second is better
    std::int64_t ties = 0;
    std::int64_t losses = 0;
    double detectable = 0;  // the least difference that so many clusters show (detectable_difference); NaN: not known
};

// One metric of a table of metrics.
struct MetricChoice {
    MetricTable metrics;    // whose values the scores have
    std::size_t index = 0;  // of the metric
};

// What is compared of a pair: the metric's two values; none where one of them is not finite.
struct ComparedValues {
    double first = 0;
    double second = 0;
    double gain = 0;  // by how much the second is better; below 0: worse
};
[[nodiscard]] std::optional<ComparedValues> compared_values(const ScorePair& pair, const MetricChoice& metric);

// The differences of every group of a grouping, sorted by name. Pairs with a value that is not finite are left out.
// pairs: sorted by (data set, image, target, repeat); both scores of a pair have the same cluster.
[[nodiscard]] std::vector<PairedDifference> paired_differences(std::span<const ScorePair> pairs,
                                                               const MetricChoice& metric, const Grouping& grouping,
                                                               const BootstrapOptions& options = {});

// The pairs in which the second system is worse, the worst first, at most `most`; equal ones in the order of the pairs.
[[nodiscard]] std::vector<const ScorePair*> regressions(std::span<const ScorePair> pairs, const MetricChoice& metric,
                                                        std::size_t most);

}  // namespace imis
