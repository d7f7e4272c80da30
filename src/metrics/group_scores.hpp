// The scores of one group (a modality, a data set, ...), collected in sorted order.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "imis/metrics/aggregate.hpp"

namespace imis {

// Running numbers of the image and of the (image, target) in the sorted scores.
struct ScorePosition {
    std::int64_t image = -1;
    std::int64_t target = -1;

    // Moves from the previous score (null before the first) to the next.
    void move(const Score* previous, const Score& next);
};

class GroupScores {
public:
    // Scores must come in the sorted order of (data set, image, target, repeat, round), each with a value for every
    // metric.
    void add(const Score& score, ScorePosition position);

    [[nodiscard]] GroupSummary summary(const std::string& name, MetricTable metrics,
                                       const BootstrapOptions& options) const;

private:
    // Sums by metric.
    struct Round {
        std::int64_t last_image = -1;
        std::vector<std::vector<double>> image_sums;  // of every image that has a score in this round
        std::vector<double> image_counts;             // of the scores in such a sum
        std::vector<ClusterName> image_clusters;      // that such an image is from
        std::vector<double> sums;                     // of all scores
        double count = 0;
        Overlap pooled;

        void add(const Score& score, std::int64_t image);
        [[nodiscard]] std::vector<MetricMeans> means(MetricTable metrics) const;  // without intervals

        // What the image means are drawn from: the clusters in the order of their first image, and a column by metric.
        struct Sample {
            std::vector<ClusterName> clusters;
            std::vector<ClusterColumn> columns;
        };
        [[nodiscard]] Sample sample() const;
    };

    void add_intervals(std::vector<RoundSummary>& summaries, const BootstrapOptions& options) const;

    std::map<int, Round> rounds_;
    std::string modality_;
    bool several_modalities_ = false;
    std::int64_t images_ = 0;
    std::int64_t targets_ = 0;
    std::set<ClusterName> clusters_;
    ScorePosition last_;
};

}  // namespace imis
