#include "json_parts.hpp"

#include "imis/report/curves.hpp"

namespace imis {
namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson curve_group_json(const CurveGroup& group) {
    OrderedJson noc = OrderedJson::array();
    for (const ThresholdSummary& at : group.thresholds) {
        noc.push_back({{"threshold", at.threshold},
                       {"rounds", rounded(at.rounds_needed)},
                       {"reached_at_cap", at.reached_at_cap},
                       {"not_reached", at.not_reached}});
    }
    return {{"grouping", group.grouping},       {"name", group.name},
            {"images", group.images},           {"targets", group.targets},
            {"curves", group.curves},           {"noc", noc},
            {"auc", rounded(group.area)},       {"final", rounded(group.final_score)},
            {"best", rounded(group.best_score)}};
}

OrderedJson calibration_json(const Calibration& calibration) {
    OrderedJson bins = OrderedJson::array();
    for (const CalibrationBin& bin : calibration.bins()) {
        bins.push_back({{"low", rounded(bin.low)},
                        {"high", rounded(bin.high)},
                        {"count", bin.count},
                        {"mean_predicted", rounded(bin.mean_predicted)},
                        {"mean_true", rounded(bin.mean_true)}});
    }
    return {{"masks", calibration.count()},
            {"left_out", calibration.left_out()},
            {"ece", rounded(calibration.expected_error())},
            {"bins", bins}};
}

OrderedJson category_json(const CategoryAccuracy& accuracy) {
    if (accuracy.count() + accuracy.left_out() == 0) return nullptr;
    return {{"masks", accuracy.count()},
            {"left_out", accuracy.left_out()},
            {"top_1", rounded(accuracy.top_1())},
            {"top_3", rounded(accuracy.top_3())}};
}

}  // namespace

nlohmann::ordered_json curves_json(const CurveSummary& curves) {
    if (!has_curves(curves)) return nullptr;
    OrderedJson json = {
        {"metric", curves.metric->name},
        {"rounds", curves.options.rounds},
        {"auc", {{"normalised", curves.options.area.normalised}, {"rounds_left_out", curves.options.area.left_out}}},
        {"groups", OrderedJson::array()}};
    for (const CurveGroup& group : curves.groups) json["groups"].push_back(curve_group_json(group));
    return json;
}

nlohmann::ordered_json claims_json(const ModelClaims& claims) {
    OrderedJson json = OrderedJson::array();
    for (const ClaimGroup& group : claims.groups()) {
        OrderedJson rounds = OrderedJson::array();
        for (const auto& [number, round] : group.rounds) {
            rounds.push_back({{"round", number},
                              {"predicted_iou", calibration_json(round.iou)},
                              {"category", category_json(round.category)}});
        }
        json.push_back({{"grouping", group.grouping}, {"name", group.name}, {"rounds", rounds}});
    }
    return json;
}

nlohmann::ordered_json times_json(const RunTimes& times) {
    if (times.images == 0) return nullptr;
    return {{"images", times.images},
            {"mask_rounds", times.mask_rounds},
            {"image_seconds", {{"mean", rounded(times.image_mean)}, {"median", rounded(times.image_median)}}},
            {"mask_round_seconds",
             {{"mean", rounded(times.mask_round_mean)}, {"median", rounded(times.mask_round_median)}}}};
}

}  // namespace imis
