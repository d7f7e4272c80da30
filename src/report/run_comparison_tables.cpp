#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <set>

#include "imis/report/run_comparison.hpp"
#include "wording.hpp"

namespace imis {
namespace {

const ComparedSystem& first_of(const RunComparison& comparison, const SystemComparison& pair) {
    return comparison.systems[pair.first];
}

const ComparedSystem& second_of(const RunComparison& comparison, const SystemComparison& pair) {
    return comparison.systems[pair.second];
}

// "ellipse against imis-tiny, round 1"
std::string title_end(const RunComparison& comparison, const SystemComparison& pair) {
    return second_of(comparison, pair).label + " against " + first_of(comparison, pair).label + ", round " +
           std::to_string(pair.round);
}

std::string compared_heading(const Metric& metric) {
    return metric.better == Direction::zero ? "|" + heading(metric) + "|" : heading(metric);
}

// Settings that tell the systems apart, and those that a reader always asks for. Hashes are for programs.
std::vector<std::string> shown_settings(const std::vector<ComparedSystem>& systems) {
    std::vector<std::string> shown = {"prompt", "policy", "history", "mask_feedback", "grid", "seed", "split"};
    std::set<std::string> names;
    for (const ComparedSystem& system : systems) {
        for (const auto& [name, value] : system.settings) names.insert(name);
    }
    const auto value_in = [](const ComparedSystem& system, const std::string& name) {
        const auto found = system.settings.find(name);
        return found == system.settings.end() ? std::string() : found->second;
    };
    for (const std::string& name : names) {
        const bool is_hidden =
            name.find('.') != std::string::npos || name == "model" || std::ranges::count(shown, name) > 0;
        const std::string value = value_in(systems.front(), name);
        const auto has_it = [&](const ComparedSystem& system) { return value_in(system, name) == value; };
        if (!is_hidden && !std::ranges::all_of(systems, has_it)) shown.push_back(name);
    }
    return shown;
}

Table systems_table(const std::vector<ComparedSystem>& systems) {
    Table table{"Compared systems", {{"", "Setting", Alignment::left}}, {}, {}};
    std::vector<std::string> runs = {"run"};
    for (const ComparedSystem& system : systems) {
        table.columns.push_back({"", system.label, Alignment::left});
        runs.push_back(system.run.string());
    }
    table.rows.push_back(std::move(runs));
    for (const std::string& name : shown_settings(systems)) {
        std::vector<std::string> row = {name};
        for (const ComparedSystem& system : systems) {
            const auto found = system.settings.find(name);
            row.push_back(found == system.settings.end() ? "-" : found->second);
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::string p_text(double p) {
    constexpr double least = 0.0001;
    return p < least ? "<0.0001" : fixed(p, 4);
}

std::string number_text(double value, int decimals) {
    return std::isnan(value) ? "-" : fixed(value, decimals);
}

std::vector<std::string> row_of(const PairedDifference& group, int decimals) {
    return {group.name,
            std::to_string(group.images),
            std::to_string(group.targets),
            std::to_string(group.clusters.all()),
            fixed(group.first, decimals),
            fixed(group.second, decimals),
            fixed(group.difference, decimals),
            interval_text(group.interval, decimals),
            p_text(group.test.p),
            p_text(group.adjusted_p),
            std::to_string(group.wins),
            std::to_string(group.ties),
            std::to_string(group.losses),
            number_text(group.detectable, decimals)};
}

Table group_difference_table(const RunComparison& comparison, const SystemComparison& pair,
                             const MetricComparison& metric, const ComparedGroups& groups) {
    const Metric& measured = metric.metric.metrics[metric.metric.index];
    const std::string by = groups.grouping.title.empty() ? "" : " by " + std::string(groups.grouping.title);
    Table table{compared_heading(measured) + by + ": " + title_end(comparison, pair), {}, {}, {}};
    table.columns = {{"", std::string(groups.grouping.heading), Alignment::left},
                     {"", "Images"},
                     {"", "Targets"},
                     {"", "Clusters"},
                     {"", first_of(comparison, pair).label},
                     {"", second_of(comparison, pair).label},
                     {"", "Difference"},
                     {"", "95% CI"},
                     {"", "p"},
                     {"", "p (Holm)"},
                     {"", "Win"},
                     {"", "Tie"},
                     {"", "Loss"},
                     {"", "Detectable"}};
    for (const PairedDifference& group : groups.groups) table.rows.push_back(row_of(group, measured.decimals));
    return table;
}

Table regression_table(const RunComparison& comparison, const SystemComparison& pair, const MetricComparison& metric) {
    const Metric& measured = metric.metric.metrics[metric.metric.index];
    const bool repeats =
        std::ranges::any_of(metric.regressions, [](const Regression& item) { return item.repeat > 1; });
    Table table{compared_heading(measured) + ", worst regressions: " + title_end(comparison, pair), {}, {}, {}};
    for (const char* name : {"Data set", "Image", "Target"}) table.columns.push_back({"", name, Alignment::left});
    if (repeats) table.columns.push_back({"", "Repeat"});
    for (const std::string& name : {first_of(comparison, pair).label, second_of(comparison, pair).label}) {
        table.columns.push_back({"", name});
    }
    table.columns.push_back({"", "Difference"});
    for (const Regression& item : metric.regressions) {
        std::vector<std::string> row = {item.dataset, item.image, item.target};
        if (repeats) row.push_back(std::to_string(item.repeat));
        for (const double value : {item.first, item.second, item.second - item.first}) {
            row.push_back(fixed(value, measured.decimals));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

void add_tables(std::vector<Table>& tables, const RunComparison& comparison, const SystemComparison& pair) {
    for (const MetricComparison& metric : pair.metrics) {
        for (const ComparedGroups& groups : metric.tables) {
            if (!groups.groups.empty()) {
                tables.push_back(group_difference_table(comparison, pair, metric, groups));
            }
        }
        if (!metric.regressions.empty()) tables.push_back(regression_table(comparison, pair, metric));
    }
}

// What was left out of a comparison, if anything.
void add_omissions(std::vector<std::string>& notes, const RunComparison& comparison, const SystemComparison& pair) {
    const auto scored_alone = [&](std::int64_t count, const ComparedSystem& system) {
        if (count > 0)
            notes.push_back("Left out: targets that only " + system.label + " was scored on: " + std::to_string(count) +
                            ".");
    };
    scored_alone(pair.only_first, first_of(comparison, pair));
    scored_alone(pair.only_second, second_of(comparison, pair));
    for (const MetricComparison& metric : pair.metrics) {
        if (metric.unusable == 0) continue;
        notes.push_back("Left out of " + heading(metric.metric.metrics[metric.metric.index]) + ", " +
                        title_end(comparison, pair) +
                        ": pairs with a value that is not finite: " + std::to_string(metric.unusable) + ".");
    }
}

std::string cluster_note(const RunComparison& comparison) {
    std::string clusters;
    for (const SystemComparison& pair : comparison.comparisons) {
        const std::string text = to_string(pair.clusters);
        if (clusters.find(text) == std::string::npos) clusters += (clusters.empty() ? "" : "; ") + text;
    }
    const bool by_image = std::ranges::any_of(comparison.comparisons,
                                              [](const SystemComparison& pair) { return pair.clusters.images > 0; });
    const std::string rule = comparison.cluster_rule.empty()
                                 ? ""
                                 : ", volumes being named by '" + comparison.cluster_rule + "' in an image's name";
    return "Clusters, taken as independent of each other: " + clusters + rule + "." +
           (by_image ? " Slices of one volume are not: name the volumes where images are slices (--cluster)." : "");
}

std::vector<std::string> comparison_notes(const RunComparison& comparison) {
    std::vector<std::string> notes = {
        "Means are image means: " + std::string(image_mean_rule) + ". Difference: the second minus the first, paired.",
        cluster_note(comparison),
        "95% CI: of the difference, BCa bootstrap over clusters; '-' " + interval_limits() +
            ", because no interval would hold the difference as often as it says.",
        "p: Wilcoxon's signed-rank test of the clusters' mean differences; p (Holm): " +
            (comparison.tests == 1
                 ? std::string("the same, this comparison having one row.")
                 : "corrected over all " + std::to_string(comparison.tests) + " rows of this comparison."),
        "Win, Tie, Loss: targets in which the second is better, equal, worse.",
        "Detectable: the true difference that so many clusters of this spread show in 80% of all samples (at 5%).",
    };
    if (comparison.different_prompts) {
        notes.emplace_back("The systems were compared without looking whether they were given the same prompts.");
    }
    for (const SystemComparison& pair : comparison.comparisons) add_omissions(notes, comparison, pair);
    return notes;
}

std::string csv_number(double value) {
    return std::isnan(value) ? "" : fixed(value, file_decimals);
}

// p values span many orders of magnitude.
std::string csv_p(double p) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.6g", p);
    return text.data();
}

}  // namespace

std::vector<Table> run_comparison_tables(const RunComparison& comparison) {
    std::vector<Table> tables = {systems_table(comparison.systems)};
    for (const SystemComparison& pair : comparison.comparisons) add_tables(tables, comparison, pair);
    tables.back().notes = comparison_notes(comparison);
    return tables;
}

Table run_comparison_csv(const RunComparison& comparison) {
    Table table;
    for (const char* name :
         {"baseline", "system",   "metric",        "table",       "group",      "round",     "images",
          "targets",  "clusters", "baseline_mean", "system_mean", "difference", "low",       "high",
          "p",        "p_holm",   "wins",          "ties",        "losses",     "detectable"}) {
        table.columns.push_back({"", name});
    }
    for (const SystemComparison& pair : comparison.comparisons) {
        for (const MetricComparison& metric : pair.metrics) {
            for (const ComparedGroups& groups : metric.tables) {
                for (const PairedDifference& group : groups.groups) {
                    table.rows.push_back({first_of(comparison, pair).label,
                                          second_of(comparison, pair).label,
                                          std::string(metric.metric.metrics[metric.metric.index].name),
                                          std::string(groups.grouping.name),
                                          group.name,
                                          std::to_string(pair.round),
                                          std::to_string(group.images),
                                          std::to_string(group.targets),
                                          std::to_string(group.clusters.all()),
                                          csv_number(group.first),
                                          csv_number(group.second),
                                          csv_number(group.difference),
                                          group.interval ? csv_number(group.interval->low) : "",
                                          group.interval ? csv_number(group.interval->high) : "",
                                          csv_p(group.test.p),
                                          csv_p(group.adjusted_p),
                                          std::to_string(group.wins),
                                          std::to_string(group.ties),
                                          std::to_string(group.losses),
                                          csv_number(group.detectable)});
                }
            }
        }
    }
    return table;
}

}  // namespace imis
