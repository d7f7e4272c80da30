#include <algorithm>

#include "context_json.hpp"
#include "imis/report/comparison.hpp"
#include "imis/report/summary.hpp"
#include "json_parts.hpp"
#include "wording.hpp"

namespace imis {
namespace {

using Json = nlohmann::ordered_json;

Json round_json(MetricTable metrics, const RoundSummary& summary) {
    Json round;
    round["round"] = summary.round;
    round["empty_predictions"] = summary.empty_predictions;
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        round[std::string(metrics[i].name)] = rounded(summary.metrics[i].image_mean);
    }
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        const std::string name(metrics[i].name);
        const MetricMeans& means = summary.metrics[i];
        round[name + "_low"] = means.interval ? Json(rounded(means.interval->low)) : Json();
        round[name + "_high"] = means.interval ? Json(rounded(means.interval->high)) : Json();
        round[name + "_target_mean"] = rounded(means.target_mean);
        if (means.pooled) round[name + "_pooled"] = rounded(*means.pooled);
    }
    return round;
}

Json group_json(MetricTable metrics, const GroupSummary& summary) {
    Json group;
    group["name"] = summary.name;
    group["modality"] = summary.modality.empty() ? Json() : Json(summary.modality);
    group["images"] = summary.images;
    group["targets"] = summary.targets;
    group["clusters"] = summary.clusters.all();
    group["rounds"] = Json::array();
    for (const RoundSummary& round : summary.rounds) group["rounds"].push_back(round_json(metrics, round));
    return group;
}

Json groups_json(MetricTable metrics, const std::vector<GroupSummary>& summaries) {
    Json groups = Json::array();
    for (const GroupSummary& summary : summaries) groups.push_back(group_json(metrics, summary));
    return groups;
}

Json overall_json(const Summary& summary) {
    Json overall = group_json(summary.metrics, summary.overall);
    for (std::size_t i = 0; i < summary.dataset_means.size(); ++i) {
        for (std::size_t metric = 0; metric < summary.metrics.size(); ++metric) {
            overall["rounds"][i][std::string(summary.metrics[metric].name) + "_dataset_mean"] =
                rounded(summary.dataset_means[i].metrics[metric]);
        }
    }
    return overall;
}

Json rules_json(const Report& report) {
    const Summary& summary = report.summary;
    const MetricTable metrics = summary.metrics;
    Json rules;
    const std::string first(metrics.front().name);
    rules[first] = in_words_of(report.unit, image_mean_rule);
    for (const Metric& metric : metrics.subspan(1)) rules[std::string(metric.name)] = "as " + first;
    rules["interval"] = in_words_of(report.unit, "95%, of the image mean, ") +
                        interval_method(summary.overall.clusters) + " as clusters; null " + interval_limits();
    rules["empty_masks"] = in_words_of(report.unit, empty_rule(summary));
    return rules;
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

void add_scores(Json& json, const Report& report) {
    json["overall"] = overall_json(report.summary);
    for (const GroupedScores& scores : report.summary.groupings) {
        json[std::string(scores.grouping.plural)] = groups_json(report.summary.metrics, scores.groups);
    }
    json["not_mapped"] = report.not_mapped;
    json["counts"] = counts_json(report.counts);
    json["skipped"] = skipped_json(report.skipped);
    json["curves"] = curves_json(report.curves);
    if (!report.volumes.rounds.empty()) json["volumes_pooled"] = pooled_volumes_json(report.volumes);
    if (report.challenge.clicks > 0) json["challenge"] = challenge_json(report.challenge);
    json["claims"] = claims_json(report.claims);
    json["times"] = times_json(report.times);
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
    json["rules"] = rules_json(report);
    add_scores(json, report);
    return dump(json);
}

std::string comparison_json(const std::vector<SystemReport>& systems) {
    Json json;
    json["schema"] = 1;
    json["context"] = context_json(systems.front().report);
    // Of a system that was scored: one that takes none of the prompts has no clusters, wherever it stands.
    const auto is_scored = [](const auto& system) { return !system.report.summary.overall.rounds.empty(); };
    const auto scored = std::ranges::find_if(systems, is_scored);
    json["rules"] = rules_json((scored == systems.end() ? systems.front() : *scored).report);
    json["systems"] = Json::array();
    for (const SystemReport& system : systems) json["systems"].push_back(system_json(system));
    return dump(json);
}

}  // namespace imis
