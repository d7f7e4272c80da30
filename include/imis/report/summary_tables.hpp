// The tables of a report as people read them: one row for each group.
#pragma once

#include <vector>

#include "imis/metrics/aggregate.hpp"
#include "imis/report/report.hpp"
#include "imis/report/table.hpp"

namespace imis {

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
[[nodiscard]] std::vector<Table> report_tables(const Report& report);

}  // namespace imis
