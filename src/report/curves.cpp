#include "imis/report/curves.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "wording.hpp"

namespace imis {
namespace {

std::string percent(double threshold) {
    return fixed(100 * threshold, std::abs(std::round(100 * threshold) - 100 * threshold) < 1e-9 ? 0 : 1);
}

void add_curve_columns(Table& table, const CurveSummary& curves) {
    const std::string cap = std::to_string(curves.options.rounds);
    for (const std::string& group :
         {std::string("NoC, rounds"), "Reached in round " + cap, "Not reached in " + cap + " rounds"}) {
        for (const double threshold : curves.options.thresholds) {
            table.columns.push_back({group, std::string("@").append(percent(threshold))});
        }
    }
    for (const char* name : {"AUC", "final", "best"}) {
        table.columns.push_back({heading(*curves.metric) + ", image mean", name});
    }
}

void add_curve_cells(std::vector<std::string>& row, const CurveGroup& group, int decimals) {
    for (const ThresholdSummary& at : group.thresholds) row.push_back(fixed(at.rounds_needed, 2));
    for (const ThresholdSummary& at : group.thresholds) row.push_back(std::to_string(at.reached_at_cap));
    for (const ThresholdSummary& at : group.thresholds) row.push_back(std::to_string(at.not_reached));
    for (const double value : {group.area, group.final_score, group.best_score}) {
        row.push_back(fixed(value, decimals));
    }
}

std::vector<std::string> curve_row(const CurveGroup& group, int decimals) {
    std::vector<std::string> row = {group.name, std::to_string(group.images), std::to_string(group.curves)};
    add_curve_cells(row, group, decimals);
    return row;
}

std::string area_rule(const AreaOptions& area) {
    const std::string rounds = area.left_out == 0 ? "the rounds" : "the rounds after " + std::to_string(area.left_out);
    return "AUC: trapezoids over " + rounds +
           (area.normalised ? ", divided by their number less 1." : ", not normalised.");
}

std::vector<std::string> curve_rules(const CurveSummary& curves) {
    const std::string metric = heading(*curves.metric);
    return {"NoC@90: rounds until " + metric + " is at least 0.90 for the first time; " +
                std::to_string(curves.options.rounds) + " where it never is (image mean).",
            "Reached, not reached: curves of a target and repeat. " + area_rule(curves.options.area)};
}

Table curve_table_of(const CurveSummary& curves, std::vector<Column> columns) {
    Table table{heading(*curves.metric) + " over rounds", std::move(columns), {}, curve_rules(curves)};
    add_curve_columns(table, curves);
    return table;
}

void add_file_columns_of(Table& table, const CurveSummary& curves) {
    for (const char* name : {"grouping", "name", "metric", "rounds", "images", "targets", "curves"}) {
        table.columns.push_back({"", name});
    }
    for (const double threshold : curves.options.thresholds) {
        const std::string name = "noc" + percent(threshold);
        for (const char* end : {"", "_reached_at_cap", "_not_reached"}) table.columns.push_back({"", name + end});
    }
    for (const char* name : {"auc", "final", "best"}) table.columns.push_back({"", name});
}

void add_file_rows_of(Table& table, const CurveSummary& curves, const std::vector<std::string>& before) {
    for (const CurveGroup& group : curves.groups) {
        std::vector<std::string> row = before;
        row.insert(row.end(),
                   {group.grouping, group.name, std::string(curves.metric->name), std::to_string(curves.options.rounds),
                    std::to_string(group.images), std::to_string(group.targets), std::to_string(group.curves)});
        for (const ThresholdSummary& at : group.thresholds) {
            row.insert(row.end(), {fixed(at.rounds_needed, file_decimals), std::to_string(at.reached_at_cap),
                                   std::to_string(at.not_reached)});
        }
        for (const double value : {group.area, group.final_score, group.best_score}) {
            row.push_back(fixed(value, file_decimals));
        }
        table.rows.push_back(std::move(row));
    }
}

bool is_compared(const NamedCurves& system) {
    return system.mark.empty() && has_curves(system.curves);
}

// The system whose curves a comparison is headed by; null where none has any.
const CurveSummary* leading_curves(const std::vector<NamedCurves>& systems) {
    const auto found = std::ranges::find_if(systems, is_compared);
    return found == systems.end() ? nullptr : &found->curves;
}

}  // namespace

bool has_curves(const CurveSummary& curves) {
    return curves.metric != nullptr && curves.options.rounds > 1 && !curves.groups.empty();
}

Table curve_table(const CurveSummary& curves) {
    if (!has_curves(curves)) return {};
    Table table = curve_table_of(curves, {{"", "Modality", Alignment::left}, {"", "Images"}, {"", "Curves"}});
    for (const CurveGroup& group : curves.groups) {
        if (group.grouping == "modality") table.rows.push_back(curve_row(group, curves.metric->decimals));
    }
    table.rows.push_back(curve_row(curves.groups.front(), curves.metric->decimals));
    return table;
}

Table curve_comparison(const std::vector<NamedCurves>& systems) {
    const CurveSummary* leading = leading_curves(systems);
    if (leading == nullptr) return {};
    Table table = curve_table_of(*leading, {{"", "System", Alignment::left}, {"", "Images"}, {"", "Curves"}});
    for (const NamedCurves& system : systems) {
        if (!is_compared(system)) {
            table.notes.push_back(system.system + ": " + (system.mark.empty() ? "no scores" : system.mark) + ".");
            continue;
        }
        table.rows.push_back(curve_row(system.curves.groups.front(), leading->metric->decimals));
        table.rows.back().front() = system.system;
    }
    return table;
}

Table curve_file(const CurveSummary& curves) {
    if (!has_curves(curves)) return {};
    Table table;
    add_file_columns_of(table, curves);
    add_file_rows_of(table, curves, {});
    return table;
}

Table curve_file(const std::vector<NamedCurves>& systems) {
    const CurveSummary* leading = leading_curves(systems);
    if (leading == nullptr) return {};
    Table table{"", {{"", "system"}}, {}, {}};
    add_file_columns_of(table, *leading);
    for (const NamedCurves& system : systems) {
        if (is_compared(system)) add_file_rows_of(table, system.curves, {system.system});
    }
    return table;
}

}  // namespace imis
