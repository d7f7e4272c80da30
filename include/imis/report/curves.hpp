// The figures of scores over rounds (metrics/curve_summary.hpp) as tables: NoC@80 ... NoC@95, AUC, final and best.
#pragma once

#include <string>
#include <vector>

#include "imis/metrics/curve_summary.hpp"
#include "imis/report/table.hpp"

namespace imis {

// Whether there are curves to show: scores of more than one round.
[[nodiscard]] bool has_curves(const CurveSummary& curves);

// For people: by modality, and "all". Without rows where there are no curves.
[[nodiscard]] Table curve_table(const CurveSummary& curves);

// One system of a comparison.
struct NamedCurves {
    std::string system;
    std::string mark;  // why it could not be given all rounds ("no clicks"); empty where it could
    CurveSummary curves;
};

// For people: a row for each system, over everything; what keeps a system out of it stands in a note. Without rows
// where no system has curves.
[[nodiscard]] Table curve_comparison(const std::vector<NamedCurves>& systems);

// For programs, six decimals, a row for each group: grouping ("overall", "modality" ...), name, metric, rounds (K),
// images, targets, curves, then for each threshold nocT, nocT_reached_at_cap, nocT_not_reached, then auc, final, best.
[[nodiscard]] Table curve_file(const CurveSummary& curves);

// The same of several systems, with the column "system" in front; those with a mark are not in it.
[[nodiscard]] Table curve_file(const std::vector<NamedCurves>& systems);

}  // namespace imis
