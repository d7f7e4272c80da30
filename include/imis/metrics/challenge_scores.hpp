// What the CVPR 2025 challenge on interactive 3D biomedical image segmentation makes of Dice (DSC) and NSD over its rounds:
// a box, then clicks (JunMa11/CVPR-MedSegFMCompetition, CVPR25_iter_eval.py).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "imis/base/choice.hpp"
#include "imis/metrics/metric.hpp"
#include "imis/metrics/score.hpp"

namespace imis {

// What a protocol makes of the scores over rounds beside the curves that every run has (curve_summary.hpp).
enum class RoundFigures { standard, cvpr25 };
inline constexpr Words<RoundFigures, 2> round_figure_words = {
    {{RoundFigures::standard, "standard"}, {RoundFigures::cvpr25, "cvpr25"}}};

// NSD counts 0 where Dice is not above this.
inline constexpr double challenge_least_dice = 0.2;

struct ChallengeFigures {
    double dsc_auc = 0;    // trapezoid over the scores of the clicks alone: of five clicks from 0 to 4
    double dsc_final = 0;  // after the last click
    double nsd_auc = 0;    // the same of NSD, which counts 0 where Dice is at most challenge_least_dice
    double nsd_final = 0;
};

// The figures of one curve: Dice and NSD by round, the first those of the box (0 where none was given; no figure depends
// on it). Throws Error where no click follows, or the two have not the same number of rounds.
[[nodiscard]] ChallengeFigures challenge_figures(std::span<const double> dice, std::span<const double> nsd);

// A case of the challenge: one image or volume in one repeat, whose DSC and NSD in a round are means over its targets.
struct ChallengeCaseFigures {
    std::string dataset;
    std::string image;
    int repeat = 1;
    std::int64_t targets = 0;
    ChallengeFigures figures;
};

struct ChallengeSummary {
    int clicks = 0;                           // rounds after the box; 0: nothing was summarised
    std::vector<ChallengeCaseFigures> cases;  // by data set, image, repeat
    std::int64_t targets = 0;                 // (data set, image, target, repeat)
    ChallengeFigures by_case;                 // means over the cases, as in the challenge
    ChallengeFigures by_target;               // means over targets, each with figures of its own
};

// The figures of all scores of a run of `rounds` rounds. A target that was given fewer goes on with its last score, as in
// round_curves(). Empty (0 clicks) where there are no scores, Dice or NSD is not among the metrics, or no round follows
// the first.
[[nodiscard]] ChallengeSummary summarise_challenge(std::span<const Score> scores, MetricTable metrics, int rounds);

}  // namespace imis
