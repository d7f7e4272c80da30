// The table of metrics: what is measured of a predicted and a true mask, and how it is shown. Aggregation, store, files
// and tables loop over such a table and name no metric themselves. The first metric is the one that progress shows.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "imis/base/choice.hpp"
#include "imis/image/image.hpp"
#include "imis/metrics/mask_comparison.hpp"
#include "imis/metrics/overlap.hpp"

namespace imis {

// Which values are better; `zero`: the nearer to 0, on either side.
enum class Direction { higher, lower, zero };

// A value that differs from image to image: the diagonal of the image or volume in the unit of its spacing
// (lattice.hpp), which no distance in it exceeds.
enum class ImageValue { diagonal };
using EmptyScore = std::variant<double, ImageValue>;

// Values that hold by definition where a mask is empty; no formula is asked then. They are as bad as can be where one
// mask alone is empty, so that a missed target never drops out of a mean. A metric of pixel counts has numbers here.
// Where the formula itself has no value (0 / 0, a distance to nothing), the definition is `defined` by us alone, and
// EmptyRule can do without it.
struct EmptyCase {
    EmptyScore score = 0.0;
    bool defined = false;  // by us, the formula having no value
};

struct EmptyScores {
    EmptyCase prediction;  // the prediction alone is empty
    EmptyCase target;      // the target alone is
    EmptyCase both;
};

// What stands for a value that the formula does not have: the worst (the definition above), NaN, which makes every mean
// that it enters NaN too, or nothing at all: it is left out of means, and counted.
enum class EmptyRule { worst, nan, skip };

inline constexpr Words<EmptyRule, 3> empty_words = {
    {{EmptyRule::worst, "worst"}, {EmptyRule::nan, "nan"}, {EmptyRule::skip, "skip"}}};

// A metric of two masks, neither of them empty: from their pixel counts, or from their pixels. One from counts costs
// nothing, because they are counted on the model's device, and has a pooled value.
using CountFormula = double (*)(const Overlap& counts);
using MaskFormula = double (*)(const MaskComparison& masks);

struct Metric {
    std::string_view name;   // of columns and JSON fields: "dice"
    std::string_view label;  // in tables: "Dice"
    std::string_view unit;   // "mm"; empty where it has none
    int decimals = 4;        // in people's tables
    Direction better = Direction::higher;
    // Whether people's tables show all its means, every round, and several systems side by side; otherwise they show
    // its image mean. Files have everything of every metric.
    bool in_full = true;
    EmptyScores empty = {};
    std::variant<CountFormula, MaskFormula> formula;
};

// Never empty.
using MetricTable = std::span<const Metric>;

// Tables of the program live as long as it does.

// Dice and IoU: what the paper has, and every evaluation by default.
[[nodiscard]] MetricTable standard_metrics();

// All metrics: those above, then precision, recall, NSD, HD95, HD, ASSD, boundary IoU and volume error. unit: what the
// spacing of the masks is in, and so their distances. Conventions and sources:
//   dice, iou                        overlap.hpp; an empty mask scores 0, two empty ones too (the reference's rule)
//   precision, recall, volume_error  overlap.hpp
//   nsd                              surface_dice.hpp (surface-distance)
//   hd95, hd, assd                   boundary_distance.hpp (MONAI)
//   boundary_iou                     boundary_iou.hpp (Cheng et al. 2021)
// Empty masks:
//   both            dice and iou 0; by all others the two agree: shares 1, distances and volume error 0
//                   (surface-distance and MONAI: NaN)
//   one alone       shares 0, distances the image's diagonal (MONAI: infinity, HD95 NaN; surface-distance: NSD 0)
//   the prediction  volume error -1
//   the target      volume error infinite
[[nodiscard]] MetricTable all_metrics(LengthUnit unit = LengthUnit::pixel);

// Metrics by their names: "all", or a list separated by commas, in its order: "dice,hd95". Throws UsageError where a
// name is not known (it lists those that are), or given twice. The table lives as long as the program.
[[nodiscard]] MetricTable choose_metrics(std::string_view names, LengthUnit unit = LengthUnit::pixel);

// The names of a table's metrics, in its order.
[[nodiscard]] std::vector<std::string> names_of(MetricTable metrics);

// Label and unit: "Dice", "HD95 (mm)".
[[nodiscard]] std::string heading(const Metric& metric);

// Whether a metric has a value of summed pixel counts, and whether any of a table can only be measured on masks.
[[nodiscard]] bool has_pooled_value(const Metric& metric);
[[nodiscard]] bool needs_masks(MetricTable metrics);

// The value of pixel counts summed over many comparisons; none where the metric has no such value.
[[nodiscard]] std::optional<double> pooled_value(const Metric& metric, const Overlap& sum);

// The values of all metrics in the order of the table, from pixel counts alone; NaN for those that the rule leaves
// undefined, also under EmptyRule::skip. Throws Error where a metric needs the masks.
[[nodiscard]] std::vector<double> measure(MetricTable metrics, const Overlap& counts,
                                          EmptyRule rule = EmptyRule::worst);

// The same from masks.
[[nodiscard]] std::vector<double> measure(MetricTable metrics, const MaskComparison& masks,
                                          EmptyRule rule = EmptyRule::worst);

// The same from masks of one size with an NSD tolerance by default; throws Error where the sizes differ.
[[nodiscard]] std::vector<double> measure(MetricTable metrics, const Mask& predicted, const Mask& target,
                                          const PixelSpacing& spacing);

}  // namespace imis
