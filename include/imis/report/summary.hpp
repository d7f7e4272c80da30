// The summary of a run: as files for programs and as tables for people.
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
//   schema 1, context {setting: value}, rules {METRIC ..., interval, empty_masks}, overall, modalities[], datasets[]
//   ... (a field for every grouping), not_mapped[] (labels), counts[], skipped[], curves (of scores over rounds; null
//   with a single round), volumes_pooled[] (scores of volumes from those of
//   slices; there only where volumes are known), challenge (figures of the CVPR 2025 challenge; there only where the
//   protocol has them), claims[] (calibration of the predicted IoU and accuracy of the category, by group and round),
//   times (null where there are none); see docs/metrics.md
//
// A group has name, modality (null where it spans several), images, targets, clusters (that intervals are drawn over)
// and rounds[]. A round has round, and for
// each metric X: X (the image mean), X_low, X_high (95% interval of the image mean, null where there is none), X_target_mean, and X_pooled where
// the metric has it; those of "overall" also X_dataset_mean.
[[nodiscard]] std::string summary_json(const Report& report);

// Groups in long form, six decimals, one row for each (group, round): name, modality, images, targets, round, then for
// each metric X: X_image_mean, X_low, X_high (empty where there is no interval), X_target_mean, and X_pooled where the metric has it.
[[nodiscard]] Table csv_table(MetricTable metrics, const std::vector<GroupSummary>& groups);

// Writes summary.json, summary.md, summary_overall.csv and a summary_GROUPING.csv for every grouping into a folder, and
// where there is something to put in them summary_curves.csv, summary_volumes.csv, summary_challenge.csv, summary_claims.csv and calibration.csv
// (curves.hpp, challenge.hpp, claims.hpp), each whole or not at all. Throws Error naming the file that can't be written.
void write_summary_files(const std::filesystem::path& folder, const Report& report);

// The tables of a report as people read them: one row for each group.

// Settings and values; settings with a dot in their name are left to summary.json.
[[nodiscard]] Table context_table(const Report& report);

// The groups of a grouping. Of each metric that is shown in full: the image mean of every round (of the first seven and
// the last where there are more than eight) with the interval of the last, then the other means of the last round; of
// others the image mean of the last round. The row "all" is the overall group.
[[nodiscard]] Table group_table(const Summary& summary, const GroupedScores& scores);

// All scores together, one row for each round: all means of metrics that are shown in full, the image mean of others.
[[nodiscard]] Table round_table(const Summary& summary);

[[nodiscard]] Table counts_table(const std::vector<DatasetCounts>& counts);

// At most `limit` items; a note says how many more there are.
[[nodiscard]] Table skipped_table(const std::vector<SkippedItem>& skipped, std::size_t limit = 50);

// All of the above in the order of a report; tables without rows are left out. The notes of the last score table say
// which mean is which and which rule is in force for empty masks.
// with_partial: with the partial groupings, whose tables end with the labels that they leave out.
[[nodiscard]] std::vector<Table> report_tables(const Report& report, bool with_partial = false);

}  // namespace imis
