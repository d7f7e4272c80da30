#include <algorithm>
#include <array>
#include <cstdint>

#include "imis/base/error.hpp"
#include "imis/base/quantile.hpp"
#include "imis/image/resize.hpp"

namespace imis {
namespace {

using Counts = std::array<std::size_t, 256>;

Counts count_values(const Image& image) {
    Counts counts{};
    for (const std::uint8_t value : image.rgb) ++counts[value];
    return counts;
}

// The value at an index of the sorted values.
double sorted_value(const Counts& counts, std::size_t index) {
    std::size_t value = 0;
    for (std::size_t before = counts[0]; before <= index; before += counts[value]) ++value;
    return static_cast<double>(value);
}

double percentile(const Counts& counts, std::size_t total, double percent) {
    const QuantilePosition at = quantile_position(total, percent / 100.0);
    return at.between(sorted_value(counts, at.below), sorted_value(counts, at.above));
}

}  // namespace

Image stretch_percentiles(const Image& image, double lower, double upper) {
    if (image.rgb.empty() || !(lower >= 0 && lower <= upper && upper <= 100)) {
        throw Error("percentiles " + std::to_string(lower) + " and " + std::to_string(upper) +
                    " of an image: they must lie within 0 to 100, the lower first, and the image must have pixels");
    }
    const Counts counts = count_values(image);
    const double low = percentile(counts, image.rgb.size(), lower);
    const double high = percentile(counts, image.rgb.size(), upper);
    const auto cut = [&](std::uint8_t value) { return std::clamp<double>(value, low, high); };
    const auto [darkest, brightest] = std::ranges::minmax(image.rgb);
    const double from = cut(darkest);
    const double range = cut(brightest) - from;
    std::array<std::uint8_t, 256> table{};
    for (std::size_t value = 1; value < table.size() && range > 0; ++value) {
        // Values that the image does not hold may lie outside its range.
        const double stretched = (cut(static_cast<std::uint8_t>(value)) - from) / range * 255.0;
        table[value] = static_cast<std::uint8_t>(std::clamp(stretched, 0.0, 255.0));
    }
    Image result{image.size, std::vector<std::uint8_t>(image.rgb.size())};
    std::ranges::transform(image.rgb, result.rgb.begin(), [&](std::uint8_t value) { return table[value]; });
    return result;
}

}  // namespace imis
