// The rules that stand with the figures, so that nobody has to guess what they mean.
#pragma once

#include <string>
#include <vector>

#include "imis/metrics/metric.hpp"

namespace imis {

inline constexpr const char* image_mean_rule = "mean over images of the mean over an image's targets and repeats";

// "empty prediction of a non-empty target scores 0", and where metrics differ "... scores 0 (Dice, IoU), 100 (HD95
// (mm))".
[[nodiscard]] std::string empty_prediction_rule(MetricTable metrics);

// Notes of the tables of one system, and of several side by side.
[[nodiscard]] std::vector<std::string> report_rules(MetricTable metrics);
[[nodiscard]] std::vector<std::string> comparison_rules(MetricTable metrics);

}  // namespace imis
