// Scores over the rounds of one (image, target, repeat), and what is read off such a curve. Scores are of a metric of
// which higher values are better, the first is that of the first prompt. K is the number of scores, at least 1; every
// function throws Error where there is none.
#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace imis {

// Of NoC@80, NoC@85, NoC@90 and NoC@95.
inline constexpr std::array<double, 4> standard_thresholds = {0.80, 0.85, 0.90, 0.95};

struct RoundsNeeded {
    int rounds = 0;        // from 1; K where the threshold was not reached
    bool reached = false;  // tells a success in the last round from a failure, for both of which rounds is K
    bool operator==(const RoundsNeeded&) const = default;
};

// Number of clicks (NoC): the rounds until a score is at least the threshold for the first time, or K where none is
// (Sofiiuk, Petrov, Konushin, "Reviving Iterative Training with Mask Guidance for Interactive Segmentation", 2021,
// after Xu et al., "Deep Interactive Object Selection", CVPR 2016). Later rounds may fall below it again. NaN does not
// reach a threshold.
[[nodiscard]] RoundsNeeded rounds_needed(std::span<const double> scores, double threshold);

struct AreaOptions {
    bool normalised = true;    // divided by the width, so that it lies between the least and the highest score
    std::size_t left_out = 0;  // this many rounds at the beginning do not count
};

// Area under the curve (AUC) by the trapezoidal rule, over the n = K - left_out scores that count:
//   sum over i = 1 ... n-1 of (s_i + s_(i+1)) / 2,  normalised: divided by n - 1
// A single score has no area: 0, and normalised the score itself, which is the area's limit. NaN makes it NaN. Throws
// Error where no score is left.
[[nodiscard]] double area_over_rounds(std::span<const double> scores, const AreaOptions& options = {});

// The highest score of any round; NaN is passed over, and given only where there is nothing else.
[[nodiscard]] double best_score(std::span<const double> scores);

// The score of the last round.
[[nodiscard]] double final_score(std::span<const double> scores);

}  // namespace imis
