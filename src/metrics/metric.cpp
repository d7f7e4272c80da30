#include "imis/metrics/metric.hpp"

#include <algorithm>
#include <array>

#include "imis/base/error.hpp"

namespace imis {
namespace {

// The reference (IMIS-Bench, test.py) scores empty masks 0: an empty prediction of a target, and two empty masks too.
constexpr EmptyScores nothing_counts = {.prediction = 0, .target = 0, .both = 0};

constexpr std::array table = {
    Metric{.name = "dice",
           .label = "Dice",
           .unit = "",
           .decimals = 4,
           .better = Direction::higher,
           .in_full = true,
           .empty = nothing_counts,
           .formula = CountFormula(dice)},
    Metric{.name = "iou",
           .label = "IoU",
           .unit = "",
           .decimals = 4,
           .better = Direction::higher,
           .in_full = false,
           .empty = nothing_counts,
           .formula = CountFormula(iou)},
};

// By definition, where a mask is empty.
std::optional<double> value_of_empty(const Metric& metric, const Overlap& counts) {
    if (counts.predicted == 0 && counts.target == 0) return metric.empty.both;
    if (counts.predicted == 0) return metric.empty.prediction;
    if (counts.target == 0) return metric.empty.target;
    return std::nullopt;
}

}  // namespace

MetricTable standard_metrics() {
    return table;
}

std::string heading(const Metric& metric) {
    const std::string label(metric.label);
    return metric.unit.empty() ? label : label + " (" + std::string(metric.unit) + ")";
}

bool has_pooled_value(const Metric& metric) {
    return std::holds_alternative<CountFormula>(metric.formula);
}

bool needs_masks(MetricTable metrics) {
    return std::ranges::any_of(
        metrics, [](const Metric& metric) { return std::holds_alternative<MaskFormula>(metric.formula); });
}

std::optional<double> pooled_value(const Metric& metric, const Overlap& sum) {
    const auto* formula = std::get_if<CountFormula>(&metric.formula);
    if (formula == nullptr) return std::nullopt;
    const auto empty = value_of_empty(metric, sum);
    return empty ? *empty : (*formula)(sum);
}

std::vector<double> measure(MetricTable metrics, const Overlap& counts) {
    std::vector<double> values;
    for (const Metric& metric : metrics) {
        const auto value = pooled_value(metric, counts);
        if (!value) throw Error(heading(metric) + " can't be measured by pixel counts: give the masks");
        values.push_back(*value);
    }
    return values;
}

std::vector<double> measure(MetricTable metrics, const Mask& predicted, const Mask& target,
                            const PixelSpacing& spacing) {
    const Overlap counts = overlap(predicted, target);
    std::vector<double> values;
    for (const Metric& metric : metrics) {
        if (const auto empty = value_of_empty(metric, counts)) {
            values.push_back(*empty);
        } else if (const auto* formula = std::get_if<MaskFormula>(&metric.formula)) {
            values.push_back((*formula)(predicted, target, spacing));
        } else {
            values.push_back(std::get<CountFormula>(metric.formula)(counts));
        }
    }
    return values;
}

}  // namespace imis
