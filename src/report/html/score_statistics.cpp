#include "score_statistics.hpp"

#include <algorithm>
#include <numeric>

#include "imis/base/quantile.hpp"

namespace imis::html {
namespace {

constexpr double whisker = 1.5;  // lengths of the box

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

}  // namespace imis::html
