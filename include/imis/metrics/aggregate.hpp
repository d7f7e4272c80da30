// Means of scores by group and round. Which mean is which:
//   image mean   every image counts once: the mean over images of the image's mean over its targets and repeats (the
//                reference's score, IMIS-Bench test.py)
//   target mean  every (image, target, repeat) counts once
//   pooled       one score from the pixel counts summed over all (image, target, repeat): large targets weigh more
//   data set mean (overall only) the mean over data sets of their image means
// An image is known by its data set and name together; images of two data sets may share a name. Everything is summed in the
// sorted order of (data set, image, target, repeat), so the result has the same bits whatever order the scores come in.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "imis/metrics/bootstrap.hpp"
#include "imis/metrics/score.hpp"

namespace imis {

struct MetricMeans {
    double image_mean = 0;
    Interval interval;  // of image_mean: bootstrap over images; [v, v] for a single image
    double target_mean = 0;
    double pooled = 0;
};

struct RoundSummary {
    int round = 1;
    MetricMeans dice;
    MetricMeans iou;
};

struct GroupSummary {
    std::string name;      // "all" for the overall group
    std::string modality;  // empty where the group spans several
    std::int64_t images = 0;
    std::int64_t targets = 0;          // distinct (image, target)
    std::vector<RoundSummary> rounds;  // by rising round
};

struct DatasetMean {
    int round = 1;
    double dice = 0;
    double iou = 0;
};

// Groups are sorted by name (bytes).
struct Summary {
    GroupSummary overall;
    std::vector<DatasetMean> dataset_means;
    std::vector<GroupSummary> modalities;
    std::vector<GroupSummary> datasets;
    std::vector<GroupSummary> targets;  // by target name over all data sets and modalities
};

// Aggregates scores. Every (data set, image, target, repeat, round) stands once. The draws of the bootstrap are keyed by the
// seed, the kind and name of the group, and the round.
[[nodiscard]] Summary summarise(std::span<const Score> scores, const BootstrapOptions& options = {});

}  // namespace imis
