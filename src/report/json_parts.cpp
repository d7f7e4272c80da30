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

OrderedJson challenge_figures_json(const ChallengeFigures& figures) {
    return {{"dsc_auc", rounded(figures.dsc_auc)},
            {"dsc_final", rounded(figures.dsc_final)},
            {"nsd_auc", rounded(figures.nsd_auc)},
            {"nsd_final", rounded(figures.nsd_final)}};
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

nlohmann::ordered_json pooled_volumes_json(const PooledVolumes& pooled) {
    OrderedJson json = OrderedJson::array();
    for (const PooledRound& round : pooled.rounds) {
        json.push_back({{"round", round.round},
                        {"volumes", round.volumes},
                        {"targets", round.targets},
                        {"volume_dice", rounded(round.means[0])},
                        {"volume_iou", rounded(round.means[1])},
                        {"volume_precision", rounded(round.means[2])},
                        {"volume_recall", rounded(round.means[3])}});
    }
    return json;
}

nlohmann::ordered_json challenge_json(const ChallengeSummary& summary) {
    OrderedJson json = {{"clicks", summary.clicks},
                        {"targets", summary.targets},
                        {"by_case", challenge_figures_json(summary.by_case)},
                        {"by_target", challenge_figures_json(summary.by_target)},
                        {"cases", OrderedJson::array()}};
    for (const ChallengeCaseFigures& entry : summary.cases) {
        OrderedJson item = {
            {"dataset", entry.dataset}, {"image", entry.image}, {"repeat", entry.repeat}, {"targets", entry.targets}};
        item.update(challenge_figures_json(entry.figures));
        json["cases"].push_back(std::move(item));
    }
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
