// The table of metrics: what is measured of a predicted and a true mask, and how it is shown. Aggregation, store, files
// and tables loop over such a table and name no metric themselves. The first metric is the one that progress shows.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "imis/image/image.hpp"
#include "imis/metrics/overlap.hpp"

namespace imis {

// Which values are better.
enum class Direction { higher, lower };

// Values that hold by definition where a mask is empty; no formula is asked then.
struct EmptyScores {
    double prediction = 0;  // the prediction alone is empty
    double target = 0;      // the target alone is
    double both = 0;
};

// Height and width of a pixel, in the unit that distances count in; as it stands, distances are in pixels.
struct PixelSpacing {
    double height = 1;
    double width = 1;
};

// A metric of two masks, neither of them empty: from their pixel counts, or from their pixels (both masks of one size).
// One from counts costs nothing, because they are counted on the model's device, and has a pooled value.
using CountFormula = double (*)(const Overlap& counts);
using MaskFormula = double (*)(const Mask& predicted, const Mask& target, const PixelSpacing& spacing);

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

// The metrics of the program, which live as long as it does.
[[nodiscard]] MetricTable standard_metrics();

// Label and unit: "Dice", "HD95 (mm)".
[[nodiscard]] std::string heading(const Metric& metric);

// Whether a metric has a value of summed pixel counts, and whether any of a table can only be measured on masks.
[[nodiscard]] bool has_pooled_value(const Metric& metric);
[[nodiscard]] bool needs_masks(MetricTable metrics);

// The value of pixel counts summed over many comparisons; none where the metric has no such value.
[[nodiscard]] std::optional<double> pooled_value(const Metric& metric, const Overlap& sum);

// The values of all metrics in the order of the table, from pixel counts alone. Throws Error where a metric needs the
// masks.
[[nodiscard]] std::vector<double> measure(MetricTable metrics, const Overlap& counts);

// The same from masks of one size; throws Error where the sizes differ.
[[nodiscard]] std::vector<double> measure(MetricTable metrics, const Mask& predicted, const Mask& target,
                                          const PixelSpacing& spacing);

}  // namespace imis
