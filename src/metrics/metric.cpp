#include "imis/metrics/metric.hpp"

#include <algorithm>

#include "imis/base/error.hpp"

namespace imis {
namespace {

// By definition, where a mask is empty.
std::optional<EmptyScore> score_of_empty(const Metric& metric, const Overlap& counts) {
    if (counts.predicted == 0 && counts.target == 0) return metric.empty.both;
    if (counts.predicted == 0) return metric.empty.prediction;
    if (counts.target == 0) return metric.empty.target;
    return std::nullopt;
}

double value_of(const EmptyScore& score, const Lattice& image) {
    const double* number = std::get_if<double>(&score);
    return number != nullptr ? *number : image.diagonal();
}

}  // namespace

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
    const auto empty = score_of_empty(metric, sum);
    return empty ? std::get<double>(*empty) : (*formula)(sum);
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

std::vector<double> measure(MetricTable metrics, const MaskComparison& masks) {
    std::vector<double> values;
    for (const Metric& metric : metrics) {
        if (const auto empty = score_of_empty(metric, masks.overlap())) {
            values.push_back(value_of(*empty, masks.lattice()));
        } else if (const auto* formula = std::get_if<MaskFormula>(&metric.formula)) {
            values.push_back((*formula)(masks));
        } else {
            values.push_back(std::get<CountFormula>(metric.formula)(masks.overlap()));
        }
    }
    return values;
}

std::vector<double> measure(MetricTable metrics, const Mask& predicted, const Mask& target,
                            const PixelSpacing& spacing) {
    return measure(metrics, MaskComparison(predicted, target, spacing));
}

}  // namespace imis
