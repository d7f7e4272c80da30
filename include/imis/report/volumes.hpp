// Scores of whole volumes in a run by slices (metrics/pooled_volumes.hpp), as tables.
#pragma once

#include <string>
#include <vector>

#include "imis/metrics/pooled_volumes.hpp"
#include "imis/report/report.hpp"
#include "imis/report/table.hpp"

namespace imis {

// For people: a row for each round. Without rows where no volume is known. The note has the rules that name volumes.
[[nodiscard]] Table volume_table(const Report& report);

// For programs, six decimals: dataset, volume, target, repeat, round, slices, intersection_px, predicted_px, truth_px,
// volume_dice, volume_iou, volume_precision, volume_recall.
[[nodiscard]] Table volume_file(const PooledVolumes& pooled);

}  // namespace imis
