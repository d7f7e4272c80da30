#include "grey_shift.hpp"

#include <algorithm>
#include <cmath>

namespace imis {
namespace {

constexpr double least_deviation = 16;  // of 255 grey values

}  // namespace

GreyStatistics grey_under(const Image& image, const Mask& mask) {
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 0; i < mask.pixels.size(); ++i) {
        if (mask.pixels[i] == 0) continue;
        for (std::size_t channel = 0; channel < 3; ++channel) {
            const double value = image.rgb[3 * i + channel];
            sum += value;
            squares += value * value;
        }
    }
    const double count = 3.0 * static_cast<double>(area(mask));
    const double mean = sum / count;
    return {mean, std::sqrt(std::max(0.0, squares / count - mean * mean))};
}

double grey_shift(const GreyStatistics& from, const GreyStatistics& to) {
    return std::abs(to.mean - from.mean) / std::max(from.deviation, least_deviation);
}

}  // namespace imis
