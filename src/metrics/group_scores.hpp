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
    explicit GroupScores(EmptyRule empty) : skips_undefined_(empty == EmptyRule::skip) {}

    // Scores must come in the sorted order of (data set, image, target, repeat, round), each with a value for every
    // metric.
    void add(const Score& score, ScorePosition position);

    [[nodiscard]] GroupSummary summary(const std::string& name, MetricTable metrics,
                                       const BootstrapOptions& options) const;

private:
    // Of one metric in one round, by image.
    struct Column {
        std::vector<double> image_sums;
        std::vector<double> image_counts;  // of the values in such a sum; 0 where all are left out
        double sum = 0;                    // of all
        double count = 0;
        std::int64_t left_out = 0;

        void add(double value, bool is_new_image, bool skips_undefined);
        [[nodiscard]] double image_mean() const;
        [[nodiscard]] double mean() const;
    };

    struct Round {
        std::int64_t last_image = -1;
        std::vector<Column> columns;              // by metric
        std::vector<ClusterName> image_clusters;  // of every image that has a score in this round
        Overlap pooled;
        std::int64_t predictions = 0;
        std::int64_t empty_predictions = 0;

        void add(const Score& score, std::int64_t image, bool skips_undefined);
        [[nodiscard]] std::vector<MetricMeans> means(MetricTable metrics) const;  // without intervals
    };

    // What the image means of a column are drawn from: its clusters in the order of their first image, and their sums.
    struct Sample {
        std::vector<ClusterName> clusters;
        ClusterColumn column;
    };
    static Sample sample(const Round& round, const Column& column);

    void add_intervals(std::vector<RoundSummary>& summaries, const BootstrapOptions& options) const;

    bool skips_undefined_;
    std::map<int, Round> rounds_;
    std::string modality_;
    bool several_modalities_ = false;
    std::int64_t images_ = 0;
    std::int64_t targets_ = 0;
    std::set<ClusterName> clusters_;
    ScorePosition last_;
};

}  // namespace imis
