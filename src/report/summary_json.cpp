#include <cmath>

#include <nlohmann/json.hpp>

#include "imis/report/comparison.hpp"
#include "imis/report/summary_files.hpp"
#include "number_text.hpp"

namespace imis {
namespace {

using Json = nlohmann::ordered_json;

void add_means(Json& round, const std::string& metric, const MetricMeans& means) {
    round[metric + "_low"] = six_decimals(means.interval.low);
    round[metric + "_high"] = six_decimals(means.interval.high);
    round[metric + "_target_mean"] = six_decimals(means.target_mean);
    round[metric + "_pooled"] = six_decimals(means.pooled);
}

Json round_json(const RoundSummary& summary) {
    Json round;
    round["round"] = summary.round;
    round["dice"] = six_decimals(summary.dice.image_mean);
    round["iou"] = six_decimals(summary.iou.image_mean);
    add_means(round, "dice", summary.dice);
    add_means(round, "iou", summary.iou);
    return round;
}

Json group_json(const GroupSummary& summary) {
    Json group;
    group["name"] = summary.name;
    group["modality"] = summary.modality.empty() ? Json() : Json(summary.modality);
    group["images"] = summary.images;
    group["targets"] = summary.targets;
    group["rounds"] = Json::array();
    for (const RoundSummary& round : summary.rounds) group["rounds"].push_back(round_json(round));
    return group;
}

Json groups_json(const std::vector<GroupSummary>& summaries) {
    Json groups = Json::array();
    for (const GroupSummary& summary : summaries) groups.push_back(group_json(summary));
    return groups;
}

Json overall_json(const Summary& summary) {
    Json overall = group_json(summary.overall);
    for (std::size_t i = 0; i < summary.dataset_means.size(); ++i) {
        overall["rounds"][i]["dice_dataset_mean"] = six_decimals(summary.dataset_means[i].dice);
        overall["rounds"][i]["iou_dataset_mean"] = six_decimals(summary.dataset_means[i].iou);
    }
    return overall;
}

Json rules_json() {
    return {{"dice", "mean over images of the mean over an image's targets and repeats"},
            {"iou", "as dice"},
            {"interval", "95% percentile bootstrap over images, of the image mean"},
            {"empty_masks", "an empty prediction of a non-empty target scores 0"}};
}

Json counts_json(const std::vector<DatasetCounts>& all) {
    Json result = Json::array();
    for (const DatasetCounts& counts : all) {
        result.push_back({{"dataset", counts.dataset},
                          {"modality", counts.modality},
                          {"images_seen", counts.images_seen},
                          {"images_skipped", counts.images_skipped},
                          {"images_without_target", counts.images_without_target},
                          {"targets_skipped", counts.targets_skipped},
                          {"empty_predictions", counts.empty_predictions}});
    }
    return result;
}

Json skipped_json(const std::vector<SkippedItem>& items) {
    Json result = Json::array();
    for (const SkippedItem& item : items) {
        result.push_back({{"dataset", item.dataset},
                          {"modality", item.modality},
                          {"image", item.image},
                          {"target", item.target.empty() ? Json() : Json(item.target)},
                          {"reason", item.reason}});
    }
    return result;
}

Json context_json(const Report& report) {
    Json context = Json::object();
    for (const auto& [setting, value] : report.context) context[setting] = value;
    return context;
}

void add_scores(Json& json, const Report& report) {
    json["overall"] = overall_json(report.summary);
    json["modalities"] = groups_json(report.summary.modalities);
    json["datasets"] = groups_json(report.summary.datasets);
    json["targets"] = groups_json(report.summary.targets);
    json["counts"] = counts_json(report.counts);
    json["skipped"] = skipped_json(report.skipped);
}

// File names are bytes and need not be UTF-8.
std::string dump(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json system_json(const SystemReport& system) {
    Json json;
    json["model"] = system.protocol.model;
    json["policy"] = system.protocol.policy;
    json["history"] = system.protocol.history;
    json["mask_feedback"] = system.protocol.mask_feedback;
    json["grid"] = system.protocol.grid;
    json["rounds"] = system.rounds;
    json["lacks"] = system.lacks.empty() ? Json() : Json(system.lacks);
    add_scores(json, system.report);
    return json;
}

}  // namespace

std::string summary_json(const Report& report) {
    Json json;
    json["schema"] = 1;
    json["context"] = context_json(report);
    json["rules"] = rules_json();
    add_scores(json, report);
    return dump(json);
}

std::string comparison_json(const std::vector<SystemReport>& systems) {
    Json json;
    json["schema"] = 1;
    json["context"] = context_json(systems.front().report);
    json["rules"] = rules_json();
    json["systems"] = Json::array();
    for (const SystemReport& system : systems) json["systems"].push_back(system_json(system));
    return dump(json);
}

}  // namespace imis
