// Several systems side by side: tables with a column a system.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "imis/report/report.hpp"
#include "imis/report/system_protocol.hpp"
#include "imis/report/table.hpp"

namespace imis {

// One system of a run: how it was prompted, and its report.
struct SystemReport {
    SystemProtocol protocol;
    std::string folder;  // of its own summary files, below systems/
    int rounds = 0;      // that it could be given
    // The kind of prompt ("point", "box", "text") that kept it from the others; empty where nothing did.
    std::string lacks;
    Report report;  // its context is the run's
};

// The systems and their protocols; Dice (image mean) by round; and for the first and the last round Dice by modality, data set
// and target. What a system can't be given is marked ("no clicks"), not scored.
[[nodiscard]] std::vector<Table> comparison_tables(const std::vector<SystemReport>& systems);

// The comparison as JSON, UTF-8: schema 1, context, rules, and systems[]: model, policy, history, mask_feedback, grid, rounds,
// lacks (null where nothing), then overall, modalities[] ... as in summary_json().
[[nodiscard]] std::string comparison_json(const std::vector<SystemReport>& systems);

// Writes summary.json, summary.md and comparison_rounds.csv, comparison_modalities.csv, comparison_datasets.csv,
// comparison_targets.csv (a column a system, six decimals, all rounds) into a folder, and each system's own summary files
// into systems/NAME below it. Throws Error naming the file that can't be written.
void write_comparison_files(const std::filesystem::path& folder, const std::vector<SystemReport>& systems);

// All tables for a terminal, and as Markdown.
[[nodiscard]] std::string render_text(const std::vector<SystemReport>& systems);
[[nodiscard]] std::string render_markdown(const std::vector<SystemReport>& systems);

}  // namespace imis
