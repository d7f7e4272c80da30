// Curves of scores over rounds (round_curve.hpp), and their figures by group. As in aggregate.hpp an image mean is the
// mean over images of the image's mean over its targets and repeats, and everything is summed in the sorted order of
// (data set, image, target, repeat): the same bits whatever order the scores come in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "imis/metrics/grouping.hpp"
#include "imis/metrics/metric.hpp"
#include "imis/metrics/round_curve.hpp"
#include "imis/metrics/score.hpp"

namespace imis {

// The scores of one (data set, image, target, repeat), one for each round of the run.
struct RoundCurve {
    const Score* first = nullptr;  // of the first round; among the scores that the curve was made of
    std::vector<double> scores;
};

// The metric that curves are of: "iou", as in RITM, or "dice" where IoU is not measured. Gives its index in the table;
// none where neither is measured.
[[nodiscard]] std::optional<std::size_t> curve_metric(MetricTable metrics);

// The curves of the metric of that index in the scores' table, sorted. rounds: K of the run. A target that was given
// fewer prompts (recorded ones may end early) goes on with its last score: without a prompt its mask stands. Targets
// that were skipped have no scores and so no curve. Throws Error where a round below a target's last is missing, or one
// lies beyond K.
[[nodiscard]] std::vector<RoundCurve> round_curves(std::span<const Score> scores, std::size_t metric, int rounds);

// NoC of a group at one threshold.
struct ThresholdSummary {
    double threshold = 0;
    double rounds_needed = 0;         // image mean; a curve that never gets there counts K
    std::int64_t reached_at_cap = 0;  // curves that get there in round K for the first time
    std::int64_t not_reached = 0;     // curves that never do
};

struct CurveGroup {
    std::string grouping;  // "overall", or the grouping's name
    std::string name;      // "all" for the overall group
    std::int64_t images = 0;
    std::int64_t targets = 0;  // distinct (image, target)
    std::int64_t curves = 0;   // (image, target, repeat)
    std::vector<ThresholdSummary> thresholds;
    double area = 0;  // image means, these three
    double final_score = 0;
    double best_score = 0;
};

struct CurveOptions {
    int rounds = 1;  // K
    std::vector<double> thresholds{standard_thresholds.begin(), standard_thresholds.end()};
    AreaOptions area = {};
    std::span<const Grouping> groupings = complete_groupings();
};

struct CurveSummary {
    const Metric* metric = nullptr;  // must outlive the summary; null: nothing was measured that curves are made of
    CurveOptions options;
    std::vector<CurveGroup> groups;  // "all" first, then grouping by grouping, by name (bytes); empty without scores
};

// The figures of the curves of curve_metric(). Throws as round_curves.
[[nodiscard]] CurveSummary summarise_curves(std::span<const Score> scores, MetricTable metrics,
                                            const CurveOptions& options);

}  // namespace imis
