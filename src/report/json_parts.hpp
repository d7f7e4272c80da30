// Parts of summary.json beside the scores.
#pragma once

#include <cmath>

#include <nlohmann/json.hpp>

#include "imis/report/report.hpp"
#include "wording.hpp"

namespace imis {

// The nearest number of file_decimals; NaN stays so, which JSON writes as null.
inline double rounded(double value) {
    constexpr double scale = 1e6;
    static_assert(file_decimals == 6);
    return std::round(value * scale) / scale;
}

// {metric, rounds, auc {normalised, rounds_left_out}, groups[]}; null where there are no curves. A group has grouping,
// name, images, targets, curves, noc[] (threshold, rounds, reached_at_cap, not_reached), auc, final and best.
[[nodiscard]] nlohmann::ordered_json curves_json(const CurveSummary& curves);

// [] of round, volumes, targets, volume_dice, volume_iou, volume_precision and volume_recall: means over volumes of their
// slices pooled.
[[nodiscard]] nlohmann::ordered_json pooled_volumes_json(const PooledVolumes& pooled);

// {clicks, targets, by_case, by_target, cases[]}: figures of the CVPR 2025 challenge, each {dsc_auc, dsc_final, nsd_auc,
// nsd_final}; a case also has dataset, image, repeat and targets.
[[nodiscard]] nlohmann::ordered_json challenge_json(const ChallengeSummary& summary);

// [] of grouping, name and rounds[]. A round has round, predicted_iou {masks, left_out, ece, bins[] (low, high, count,
// mean_predicted, mean_true)} and category {masks, left_out, top_1, top_3}, null where the model names none.
[[nodiscard]] nlohmann::ordered_json claims_json(const ModelClaims& claims);

// {images, mask_rounds, image_seconds {mean, median}, mask_round_seconds {mean, median}}; null where there are none.
[[nodiscard]] nlohmann::ordered_json times_json(const RunTimes& times);

}  // namespace imis
