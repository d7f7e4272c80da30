// The data of an HTML report as JSON: what the scripts in src/report/page read. Scores have six decimals; null stands
// where there is none. All texts are UTF-8.
//
//   schema             1
//   unit               "slice" or "volume": what an image is in all that follows; pixels are voxels of volumes
//   runs[]             name, context [[setting, value], ...]
//   systems[]          name, run (place in runs), prompt (its first one), rounds
//   metrics[]          name, label, unit, decimals, better ("higher", "lower", "zero"): of overall[].rounds[].metrics
//   overall[]          by system: images, targets, interval (how it is made, over how many), no_interval (when there is
//                      none), rounds[]: round, dice (as the first metric), quartiles [25%, 75%] of
//                      the targets' Dice, metrics[]: mean (image mean), low, high (null where no interval holds),
//                      target_mean, pooled
//   modalities, sizes  names[], first[], last[]: by system, by name: a box or null; first and last: the round
//   datasets           names[], modalities[], images[], first[], last[]: by system, by name: image mean of Dice or null
//   calibration[]      by system: n, ece, bins[]: low, high, n, predicted, measured
//   counts[]           system, dataset, modality, images, skipped, without_target, targets_skipped, empty_predictions
//   skipped            total, items[] (at most 200): system, dataset, image, target (null: whole image), reason
//   cases              total, datasets[], modalities[] (of the data sets), images[], targets[], columns[], rows[][]:
//                      values in the order of the columns, system, dataset, image and target as places
//   picture_colours    truth, mask, positive, negative, missed, overrun: "#rrggbb"
//   pictures[]         kind ("worst", "best", "improved"), system, dataset, modality, image, target, pixels, dice[] by
//                      round, panels[]: caption, note, width, height, src (a data URI)
//   no_pictures        why there are none, or null
//   left_out[]         what was left out, as sentences
//
// A box has n, mean, q1, median, q3, low, high (ends of the whiskers) and outliers[].
#pragma once

#include <cstddef>
#include <string>

#include <nlohmann/json.hpp>

#include "reported_runs.hpp"

namespace imis::html {

using Json = nlohmann::ordered_json;

// All but cases, pictures and what is said of them.
[[nodiscard]] Json figures_json(const ReportedRuns& report);

// `cases`: as many as fit into that many bytes of embedded(), those with the lowest Dice after the last round.
[[nodiscard]] Json cases_json(const ReportedRuns& report, std::size_t most_bytes);

// JSON as it may stand in a script element of a page: no '<' in it, and U+FFFD for bytes that are not UTF-8.
[[nodiscard]] std::string embedded(const Json& json);

// A number with six decimals; null where it is not finite.
[[nodiscard]] Json rounded(double value);

}  // namespace imis::html
