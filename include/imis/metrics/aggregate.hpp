// Means of scores by group and round. Which mean is which:
//   image mean   every image counts once: the mean over images of the image's mean over its targets and repeats (the
//                reference's score, IMIS-Bench test.py)
//   target mean  every (image, target, repeat) counts once pooled       one score from the pixel counts summed over all
//   (image, target, repeat): large targets weigh more; only
//                for metrics that are measured by counts
//   data set mean (overall only) the mean over data sets of their image means
// An image is known by its data set and name together; images of two data sets may share a name. Everything is summed
// in the sorted order of (data set, image, target, repeat), so the result has the same bits whatever order the scores
// come in.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "imis/metrics/grouping.hpp"
#include "imis/metrics/metric.hpp"
#include "imis/metrics/score.hpp"
#include "imis/statistics/cluster_bootstrap.hpp"

namespace imis {

struct MetricMeans {
    double image_mean = 0;
    std::optional<Interval> interval;  // of image_mean, over clusters; none where it would not hold (mean_intervals)
    double target_mean = 0;
    std::optional<double> pooled;
    std::int64_t left_out = 0;  // scores without a value, under EmptyRule::skip; the means are those of the others
};

// "metrics" here and below: one entry for each metric of the summary's table, in its order.
struct RoundSummary {
    int round = 1;
    std::vector<MetricMeans> metrics;
    std::int64_t predictions = 0;        // scores: one for each (image, target, repeat)
    std::int64_t empty_predictions = 0;  // of them
};

struct GroupSummary {
    std::string name;      // "all" for the overall group
    std::string modality;  // empty where the group spans several
    std::int64_t images = 0;
    std::int64_t targets = 0;          // distinct (image, target)
    ClusterCounts clusters;            // what intervals are drawn over
    std::vector<RoundSummary> rounds;  // by rising round
};

struct DatasetMean {
    int round = 1;
    std::vector<double> metrics;
};

// The groups of one grouping, sorted by name (bytes).
struct GroupedScores {
    Grouping grouping;
    std::vector<GroupSummary> groups;
};

// Made by summarise(): it then has all groupings, with no groups in them where there are no scores.
struct Summary {
    MetricTable metrics;  // must outlive the summary
    EmptyRule empty = EmptyRule::worst;
    GroupSummary overall;
    std::vector<DatasetMean> dataset_means;  // of the rounds of `overall`
    std::vector<GroupedScores> groupings;

    // The groups of the grouping of that name; throws Error where there is none.
    [[nodiscard]] const std::vector<GroupSummary>& groups(std::string_view grouping) const;
};

struct SummaryOptions {
    MetricTable metrics = standard_metrics();                    // whose values the scores have
    EmptyRule empty = EmptyRule::worst;                          // that they were measured by
    std::span<const Grouping> groupings = standard_groupings();  // "dataset" among them
    BootstrapOptions bootstrap = {};
};

// Aggregates scores. Every (data set, image, target, repeat, round) stands once. The draws of the bootstrap are keyed
// by the seed and the clusters' names (sampling_key), so the same images have the same interval in every table. Throws Error where a score has not a value for
// each metric.
[[nodiscard]] Summary summarise(std::span<const Score> scores, const SummaryOptions& options = {});

}  // namespace imis
