#include "score_statistics.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "imis/base/quantile.hpp"

namespace imis::html {
namespace {

constexpr double whisker = 1.5;  // lengths of the box

struct SizeClass {
    std::int64_t first;  // the least size in it, in pixels
    std::string_view name;
};

constexpr std::array<SizeClass, size_classes> classes = {{{0, "under 64"},
                                                          {64, "64 to 255"},
                                                          {256, "256 to 1,023"},
                                                          {1024, "1,024 to 4,095"},
                                                          {4096, "4,096 to 16,383"},
                                                          {16384, "16,384 and more"}}};

}  // namespace

ScoreBox score_box(std::vector<double> values) {
    std::ranges::sort(values);
    ScoreBox box;
    box.count = static_cast<std::int64_t>(values.size());
    box.mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    box.lower_quartile = quantile(values, 0.25);
    box.median = quantile(values, 0.5);
    box.upper_quartile = quantile(values, 0.75);
    const double reach = whisker * (box.upper_quartile - box.lower_quartile);
    const auto is_inside = [&](double value) {
        return value >= box.lower_quartile - reach && value <= box.upper_quartile + reach;
    };
    // The quartiles lie between values, so that at least one is inside.
    box.low = *std::ranges::find_if(values, is_inside);
    box.high = *std::find_if(values.rbegin(), values.rend(), is_inside);
    for (const double value : values) {
        if (!is_inside(value) && box.outliers.size() < most_outliers) box.outliers.push_back(value);
    }
    return box;
}

std::size_t size_class(std::int64_t pixels) {
    const auto above = std::ranges::upper_bound(classes, pixels, {}, &SizeClass::first);
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, above - classes.begin() - 1));
}

std::string_view size_class_name(std::size_t place) {
    return classes.at(place).name;
}

}  // namespace imis::html
