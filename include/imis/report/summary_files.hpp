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
//   schema 1, context {setting: value}, rules {dice, interval, empty_masks}, overall, modalities[], datasets[], targets[],
//   counts[], skipped[]
//
// A group has name, modality (null where it spans several), images, targets and rounds[]; a round has round, dice and iou
// (the image means), and for each of the two X: X_low, X_high (95% interval of the image mean), X_target_mean, X_pooled;
// those of "overall" also X_dataset_mean.
[[nodiscard]] std::string summary_json(const Report& report);

// Groups in long form, six decimals, one row a (group, round): name, modality, images, targets, round, then dice_image_mean,
// dice_low, dice_high, dice_target_mean, dice_pooled and the same of iou.
[[nodiscard]] Table csv_table(const std::vector<GroupSummary>& groups);

// Writes summary.json, summary.md, summary_overall.csv, summary_modalities.csv, summary_datasets.csv and
// summary_targets.csv into a folder, each whole or not at all. Throws Error naming the file that can't be written.
void write_summary_files(const std::filesystem::path& folder, const Report& report);

}  // namespace imis
