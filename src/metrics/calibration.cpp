#include "imis/metrics/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>

#include "imis/base/error.hpp"

namespace imis {

Calibration::Calibration(int bins) {
    if (bins < 1) throw Error("calibration: " + std::to_string(bins) + " bins: give at least 1");
    sums_.resize(static_cast<std::size_t>(bins));
}

void Calibration::add(double predicted, double actual) {
    if (!std::isfinite(predicted) || !std::isfinite(actual)) {
        ++left_out_;
        return;
    }
    const auto bins = static_cast<double>(sums_.size());
    const double bin = std::clamp(std::ceil(predicted * bins) - 1, 0.0, bins - 1);
    Sums& sums = sums_[static_cast<std::size_t>(bin)];
    ++sums.count;
    sums.predicted += predicted;
    sums.actual += actual;
    ++count_;
}

std::vector<CalibrationBin> Calibration::bins() const {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const auto width = static_cast<double>(sums_.size());
    std::vector<CalibrationBin> bins;
    for (const Sums& sums : sums_) {
        const auto index = static_cast<double>(bins.size());
        const auto count = static_cast<double>(sums.count);
        bins.push_back({index / width, (index + 1) / width, sums.count, sums.count > 0 ? sums.predicted / count : none,
                        sums.count > 0 ? sums.actual / count : none});
    }
    return bins;
}

double Calibration::expected_error() const {
    if (count_ == 0) return std::numeric_limits<double>::quiet_NaN();
    double error = 0;
    for (const Sums& sums : sums_) error += std::abs(sums.predicted - sums.actual);  // n_m |difference of the means|
    return error / static_cast<double>(count_);
}

}  // namespace imis
