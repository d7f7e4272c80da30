// The summary of a run as files for programs.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "imis/metrics/aggregate.hpp"
#include "imis/report/report.hpp"
#include "imis/report/table.hpp"

namespace imis {

// The report as JSON, UTF-8, the same bytes for the same report; scores have six decimals.
//
//   schema 1, context {setting: value}, rules {METRIC ..., interval, empty_masks}, overall, modalities[], datasets[] ...
//   (a field for every grouping), counts[], skipped[]
//
// A group has name, modality (null where it spans several), images, targets and rounds[]. A round has round, and for
// each metric X: X (the image mean), X_low, X_high (95% interval of the image mean), X_target_mean, and X_pooled where
// the metric has it; those of "overall" also X_dataset_mean.
[[nodiscard]] std::string summary_json(const Report& report);

// Groups in long form, six decimals, one row for each (group, round): name, modality, images, targets, round, then for
// each metric X: X_image_mean, X_low, X_high, X_target_mean, and X_pooled where the metric has it.
[[nodiscard]] Table csv_table(MetricTable metrics, const std::vector<GroupSummary>& groups);

// Writes summary.json, summary.md, summary_overall.csv and a summary_GROUPING.csv for every grouping into a folder,
// each whole or not at all. Throws Error naming the file that can't be written.
void write_summary_files(const std::filesystem::path& folder, const Report& report);

}  // namespace imis
