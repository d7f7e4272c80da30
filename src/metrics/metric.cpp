#include "imis/metrics/metric.hpp"

#include <algorithm>
#include <limits>

#include "imis/base/error.hpp"

namespace imis {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

// Where a mask is empty.
std::optional<EmptyCase> empty_case(const Metric& metric, const Overlap& counts) {
    if (counts.predicted == 0 && counts.target == 0) return metric.empty.both;
    if (counts.predicted == 0) return metric.empty.prediction;
    if (counts.target == 0) return metric.empty.target;
    return std::nullopt;
}

bool left_undefined(const std::optional<EmptyCase>& empty, EmptyRule rule) {
    return empty && empty->defined && rule != EmptyRule::worst;
}

double value_of(const EmptyScore& score, const Lattice& image) {
    const double* number = std::get_if<double>(&score);
    return number != nullptr ? *number : image.diagonal();
}

double value_of(const Metric& metric, const MaskComparison& masks, EmptyRule rule) {
    const auto empty = empty_case(metric, masks.overlap());
    if (left_undefined(empty, rule)) return undefined;
    if (empty) return value_of(empty->score, masks.lattice());
    if (const auto* formula = std::get_if<MaskFormula>(&metric.formula)) return (*formula)(masks);
    return std::get<CountFormula>(metric.formula)(masks.overlap());
}

}  // namespace

std::vector<std::string> names_of(MetricTable metrics) {
    std::vector<std::string> names;
    for (const Metric& metric : metrics) names.emplace_back(metric.name);
    return names;
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
    const auto empty = empty_case(metric, sum);
    return empty ? std::get<double>(empty->score) : (*formula)(sum);
}

std::vector<double> measure(MetricTable metrics, const Overlap& counts, EmptyRule rule) {
    std::vector<double> values;
    for (const Metric& metric : metrics) {
        const auto value = pooled_value(metric, counts);
        if (!value) throw Error(heading(metric) + " can't be measured by pixel counts: give the masks");
        values.push_back(left_undefined(empty_case(metric, counts), rule) ? undefined : *value);
    }
    return values;
}

std::vector<double> measure(MetricTable metrics, const MaskComparison& masks, EmptyRule rule) {
    std::vector<double> values;
    values.reserve(metrics.size());
    for (const Metric& metric : metrics) values.push_back(value_of(metric, masks, rule));
    return values;
}

std::vector<double> measure(MetricTable metrics, const Mask& predicted, const Mask& target,
                            const PixelSpacing& spacing) {
    return measure(metrics, MaskComparison(predicted, target, spacing));
}

}  // namespace imis
