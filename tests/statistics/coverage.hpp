// How often intervals of the library hold the true mean: simulated scores of images in clusters, whose mean is known.
#pragma once

#include <cstddef>
#include <cstdint>

namespace imis {

// Scores as segmentation has them: most clusters are good, with a lump near 1, and some fail. A cluster's quality is
// drawn from Beta(good_a, good_b), with the chance of `failures` from Beta(2, 5); its images' scores then from a Beta
// distribution with that mean and a + b = 20.
struct ScoreModel {
    const char* name;
    double good_a;
    double good_b;
    double failures;

    // The true mean; the size of a cluster tells nothing of its quality.
    [[nodiscard]] double mean() const { return failures * 2.0 / 7 + (1 - failures) * good_a / (good_a + good_b); }
};

inline constexpr ScoreModel score_models[] = {
    {"no failures", 8, 2, 0},     {"20% failures", 20, 2, 0.2}, {"15% failures", 20, 2, 0.15},
    {"10% failures", 30, 2, 0.1}, {"5% failures", 30, 2, 0.05},
};

// Clusters have 1 to largest_cluster images, every number being as likely.
struct CoverageDesign {
    std::size_t clusters = 30;
    int largest_cluster = 20;
    int trials = 2000;
    int replicates = 2000;
    std::uint64_t seed = 1;
};

struct Coverage {
    double held = 0;        // share of the intervals that held the mean
    double width = 0;       // their mean width
    double percentile = 0;  // share of the percentile bootstrap's intervals that held it, of the same samples
};

// Of the intervals by mean_intervals(), asked for however few the clusters are. The same design makes the same samples.
[[nodiscard]] Coverage measure_coverage(const ScoreModel& model, const CoverageDesign& design);

}  // namespace imis
