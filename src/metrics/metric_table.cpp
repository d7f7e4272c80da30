#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/metrics/boundary_distance.hpp"
#include "imis/metrics/metric.hpp"
#include "imis/metrics/surface_dice.hpp"

namespace imis {
namespace {

constexpr std::size_t standard_count = 2;

// The reference (IMIS-Bench, test.py) scores empty masks 0: an empty prediction of a target, and two empty masks too.
// It is part of these metrics' definition.
constexpr EmptyScores nothing_counts = {{0.0}, {0.0}, {0.0}};

// Elsewhere two empty masks agree, which no formula says (0 / 0).
constexpr EmptyScores empty_shares = {{0.0}, {0.0}, {1.0, true}};
constexpr EmptyScores empty_precision = {{0.0, true}, {0.0}, {1.0, true}};
constexpr EmptyScores empty_recall = {{0.0}, {0.0, true}, {1.0, true}};
constexpr EmptyScores empty_distances = {{ImageValue::diagonal, true}, {ImageValue::diagonal, true}, {0.0, true}};
constexpr EmptyScores empty_volumes = {{-1.0}, {std::numeric_limits<double>::infinity(), true}, {0.0, true}};

double nsd(const MaskComparison& masks) {
    return surface_dice(masks.surface_distances(), masks.nsd_tolerance().value);
}

double hd95(const MaskComparison& masks) {
    return hausdorff_distance_95(masks.boundary_distances());
}

double hd(const MaskComparison& masks) {
    return hausdorff_distance(masks.boundary_distances());
}

double assd(const MaskComparison& masks) {
    return average_surface_distance(masks.boundary_distances());
}

double boundary_iou(const MaskComparison& masks) {
    return iou(masks.boundary_overlap());
}

// A share of pixels or of surface, from 0 to 1.
template <typename Formula>
constexpr Metric share(std::string_view name, std::string_view label, Formula formula,
                       const EmptyScores& empty = empty_shares) {
    return {.name = name,
            .label = label,
            .unit = "",
            .decimals = 4,
            .better = Direction::higher,
            .in_full = false,
            .empty = empty,
            .formula = formula};
}

constexpr Metric distance(std::string_view name, std::string_view label, std::string_view unit, MaskFormula formula) {
    return {.name = name,
            .label = label,
            .unit = unit,
            .decimals = 2,
            .better = Direction::lower,
            .in_full = false,
            .empty = empty_distances,
            .formula = formula};
}

constexpr auto table_in(std::string_view unit) {
    return std::array{
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
        share("precision", "Precision", CountFormula(precision), empty_precision),
        share("recall", "Recall", CountFormula(recall), empty_recall),
        share("nsd", "NSD", MaskFormula(nsd)),
        distance("hd95", "HD95", unit, hd95),
        distance("hd", "HD", unit, hd),
        distance("assd", "ASSD", unit, assd),
        share("boundary_iou", "Boundary IoU", MaskFormula(boundary_iou)),
        Metric{.name = "volume_error",
               .label = "Volume error",
               .unit = "",
               .decimals = 4,
               .better = Direction::zero,
               .in_full = false,
               .empty = empty_volumes,
               .formula = CountFormula(volume_error)},
    };
}

constexpr auto table_in_pixels = table_in("px");
constexpr auto table_in_millimetres = table_in("mm");

const Metric& find_metric(MetricTable known, const std::string& name) {
    const auto found = std::ranges::find_if(known, [&](const Metric& metric) { return metric.name == name; });
    if (found != known.end()) return *found;
    std::vector<std::string_view> names;
    for (const Metric& metric : known) names.push_back(metric.name);
    throw UsageError("metric '" + name + "' is not known; it is one of " + joined(names) + ", or all", {"metrics"});
}

std::vector<Metric> chosen_of(std::string_view names, MetricTable known) {
    std::vector<Metric> chosen;
    for (std::size_t begin = 0; begin <= names.size();) {
        const std::size_t end = std::min(names.find(',', begin), names.size());
        const Metric& metric = find_metric(known, trimmed(std::string(names.substr(begin, end - begin))));
        const auto same = [&](const Metric& other) { return other.name == metric.name; };
        if (std::ranges::any_of(chosen, same)) {
            throw UsageError("metric '" + std::string(metric.name) + "' is given twice", {"metrics"});
        }
        chosen.push_back(metric);
        begin = end + 1;
    }
    return chosen;
}

}  // namespace

MetricTable standard_metrics() {
    return all_metrics().first(standard_count);
}

MetricTable all_metrics(LengthUnit unit) {
    return unit == LengthUnit::millimetre ? table_in_millimetres : table_in_pixels;
}

MetricTable choose_metrics(std::string_view names, LengthUnit unit) {
    const MetricTable known = all_metrics(unit);
    if (names == "all") return known;
    // Reports refer to their metrics, so a choice is kept; a program makes few.
    static std::mutex mutex;
    static std::map<std::pair<LengthUnit, std::string>, std::vector<Metric>> choices;
    std::vector<Metric> chosen = chosen_of(names, known);
    const std::lock_guard lock(mutex);
    return choices.try_emplace({unit, std::string(names)}, std::move(chosen)).first->second;
}

}  // namespace imis
