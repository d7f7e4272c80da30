#include "imis/metrics/round_curve.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "imis/base/error.hpp"

namespace imis {
namespace {

void check_curve(std::span<const double> scores, std::size_t left_out = 0) {
    if (scores.size() > left_out) return;
    throw Error("scores over rounds: " + std::to_string(scores.size()) + " rounds, of which " +
                std::to_string(left_out) + " are left out: at least one must be left");
}

}  // namespace

RoundsNeeded rounds_needed(std::span<const double> scores, double threshold) {
    check_curve(scores);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (scores[i] >= threshold) return {static_cast<int>(i) + 1, true};
    }
    return {static_cast<int>(scores.size()), false};
}

double area_over_rounds(std::span<const double> scores, const AreaOptions& options) {
    check_curve(scores, options.left_out);
    const auto counted = scores.subspan(options.left_out);
    if (counted.size() == 1) return options.normalised ? counted.front() : 0 * counted.front();
    double area = 0;
    for (std::size_t i = 1; i < counted.size(); ++i) area += (counted[i - 1] + counted[i]) / 2;
    return options.normalised ? area / static_cast<double>(counted.size() - 1) : area;
}

double best_score(std::span<const double> scores) {
    check_curve(scores);
    double best = std::numeric_limits<double>::quiet_NaN();
    for (const double score : scores) best = std::fmax(best, score);
    return best;
}

double final_score(std::span<const double> scores) {
    check_curve(scores);
    return scores.back();
}

}  // namespace imis
