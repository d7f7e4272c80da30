#include "imis/image/window.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/base/quantile.hpp"

namespace imis {
namespace {

constexpr double lower_percentile = 0.5;
constexpr double upper_percentile = 99.5;

// In Hounsfield units; the usual presets of CT viewers.
constexpr std::array<std::pair<std::string_view, Window>, 10> named_windows = {{{"abdomen", {60, 400}},
                                                                                {"angio", {300, 600}},
                                                                                {"bone", {400, 1800}},
                                                                                {"brain", {40, 80}},
                                                                                {"liver", {60, 160}},
                                                                                {"lung", {-600, 1500}},
                                                                                {"mediastinum", {50, 350}},
                                                                                {"soft-tissue", {40, 400}},
                                                                                {"stroke", {35, 30}},
                                                                                {"subdural", {75, 215}}}};

std::optional<Window> centre_and_width(const std::string& words) {
    const auto values = numbers_from(words);
    if (values.size() != 2 || !(values[1] > 0)) return std::nullopt;
    return Window{values[0], values[1]};
}

// Reorders the values.
double percentile(std::vector<float>& values, double percent) {
    const QuantilePosition at = quantile_position(values.size(), percent / 100.0);
    const auto below = values.begin() + static_cast<std::ptrdiff_t>(at.below);
    std::nth_element(values.begin(), below, values.end());
    const float above = at.above == at.below ? *below : *std::min_element(below + 1, values.end());
    return at.between(*below, above);
}

}  // namespace

WindowRule parse_window(const std::string& words) {
    if (words == "percentiles") return {WindowRule::Kind::percentiles, {}};
    if (words == "dicom") return {WindowRule::Kind::file, {}};
    std::string names;
    for (const auto& [name, window] : named_windows) {
        if (name == words) return {WindowRule::Kind::given, window};
        names += ", " + std::string(name);
    }
    if (const auto window = centre_and_width(words)) return {WindowRule::Kind::given, *window};
    throw UsageError("window '" + words +
                         "' is not known; it is CENTRE,WIDTH (width above 0), percentiles, dicom (the file's own)" +
                         names,
                     {"window"});
}

GreyRange range_of(const Window& window) {
    return {window.centre - window.width / 2, window.centre + window.width / 2};
}

GreyRange percentile_range(std::span<const float> values) {
    std::vector<float> finite;
    finite.reserve(values.size());
    std::ranges::copy_if(values, std::back_inserter(finite), [](float value) { return std::isfinite(value); });
    if (finite.empty()) return {};
    const double low = percentile(finite, lower_percentile);
    return {low, percentile(finite, upper_percentile)};
}

unsigned char to_8bit(float value, const GreyRange& range) {
    if (!std::isfinite(value) || !(range.high > range.low)) return 0;
    const double scaled = (value - range.low) / (range.high - range.low) * 255.0;
    return static_cast<unsigned char>(std::lround(std::clamp(scaled, 0.0, 255.0)));
}

}  // namespace imis
