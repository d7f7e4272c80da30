#include <cmath>

#include <nlohmann/json.hpp>

#include "imis/report/run_comparison.hpp"
#include "wording.hpp"

namespace imis {
namespace {

using Json = nlohmann::ordered_json;

Json compared_system_json(const ComparedSystem& system) {
    Json json;
    json["label"] = system.label;
    json["model"] = system.model;
    json["run"] = system.run.string();
    json["settings"] = system.settings;
    return json;
}

Json difference_json(const PairedDifference& group) {
    Json json;
    json["name"] = group.name;
    json["images"] = group.images;
    json["targets"] = group.targets;
    json["clusters"] = {{"images", group.clusters.images}, {"volumes", group.clusters.volumes}};
    json["baseline_mean"] = group.first;
    json["system_mean"] = group.second;
    json["difference"] = group.difference;
    json["low"] = group.interval ? Json(group.interval->low) : Json();
    json["high"] = group.interval ? Json(group.interval->high) : Json();
    json["signed_rank"] = {{"pairs", group.test.pairs}, {"rank_sum", group.test.rank_sum}, {"exact", group.test.exact}};
    json["p"] = group.test.p;
    json["p_holm"] = group.adjusted_p;
    json["wins"] = group.wins;
    json["ties"] = group.ties;
    json["losses"] = group.losses;
    json["detectable"] = std::isnan(group.detectable) ? Json() : Json(group.detectable);
    return json;
}

Json regression_json(const Regression& item) {
    return {{"dataset", item.dataset}, {"image", item.image},    {"target", item.target},
            {"repeat", item.repeat},   {"baseline", item.first}, {"system", item.second}};
}

Json metric_json(const MetricComparison& metric) {
    Json json;
    json["metric"] = std::string(metric.metric.metrics[metric.metric.index].name);
    json["unusable_pairs"] = metric.unusable;
    json["tables"] = Json::array();
    for (const ComparedGroups& table : metric.tables) {
        Json groups = Json::array();
        for (const PairedDifference& group : table.groups) groups.push_back(difference_json(group));
        json["tables"].push_back({{"grouping", std::string(table.grouping.name)}, {"groups", std::move(groups)}});
    }
    json["regressions"] = Json::array();
    for (const Regression& item : metric.regressions) json["regressions"].push_back(regression_json(item));
    return json;
}

Json comparison_rules_json(const RunComparison& comparison) {
    Json rules;
    rules["mean"] = image_mean_rule;
    rules["interval"] = "95%, of the difference, BCa bootstrap over clusters; null " + interval_limits();
    rules["clusters"] = comparison.cluster_rule.empty() ? Json() : Json(comparison.cluster_rule);
    rules["p"] = "Wilcoxon's signed-rank test of the clusters' mean differences, two-sided";
    rules["p_holm"] = "corrected over " + std::to_string(comparison.tests) + " rows";
    rules["detectable"] = "true difference found with power 0.8 by a two-sided test at 5%";
    rules["different_prompts"] = comparison.different_prompts;
    return rules;
}

}  // namespace

std::string run_comparison_json(const RunComparison& comparison) {
    Json json;
    json["schema"] = 1;
    json["systems"] = Json::array();
    for (const ComparedSystem& system : comparison.systems) json["systems"].push_back(compared_system_json(system));
    json["rules"] = comparison_rules_json(comparison);
    json["comparisons"] = Json::array();
    for (const SystemComparison& pair : comparison.comparisons) {
        Json entry;
        entry["baseline"] = comparison.systems[pair.first].label;
        entry["system"] = comparison.systems[pair.second].label;
        entry["round"] = pair.round;
        entry["pairs"] = pair.pairs;
        entry["only_baseline"] = pair.only_first;
        entry["only_system"] = pair.only_second;
        entry["metrics"] = Json::array();
        for (const MetricComparison& metric : pair.metrics) entry["metrics"].push_back(metric_json(metric));
        json["comparisons"].push_back(std::move(entry));
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace imis
