// Several systems side by side: tables with a column for each system.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "imis/report/report.hpp"
#include "imis/report/table.hpp"

namespace imis {

// The run; the systems and their protocols; then for each metric that is shown in full, its image mean by round, and by
// every grouping for the first and the last round; then curves over rounds, the models' own estimates and times, a row
// for each system. What a system can't be given is marked ("no clicks"), not scored. with_partial: by partial groupings
// too.
[[nodiscard]] std::vector<Table> comparison_tables(const std::vector<SystemReport>& systems, bool with_partial = false);

// The comparison as JSON, UTF-8: schema 1, context, rules, and systems[]: model, policy, history, mask_feedback, grid,
// rounds, lacks (null where nothing), then overall, modalities[] ... curves, claims, times as in summary_json().
[[nodiscard]] std::string comparison_json(const std::vector<SystemReport>& systems);

// Writes into a folder: summary.json, summary.md, comparison_rounds.csv and a comparison_GROUPING.csv for every
// grouping, which have six decimals, all rounds, and a column for each system: "SYSTEM" for the first metric, "SYSTEM
// (METRIC)" for others that are shown in full; comparison_curves.csv where there are curves (curve_file()); and each
// system's own summary files into systems/NAME below it. Throws Error naming the file that can't be written.
void write_comparison_files(const std::filesystem::path& folder, const std::vector<SystemReport>& systems);

// All tables for a terminal, and as Markdown.
[[nodiscard]] std::string render_text(const std::vector<SystemReport>& systems);
[[nodiscard]] std::string render_markdown(const std::vector<SystemReport>& systems);

}  // namespace imis
