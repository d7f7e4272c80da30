// From grey values to the 0..255 that models and screens take.
#pragma once

#include <span>
#include <string>

namespace imis {

// DICOM's way to name a range of grey values: centre - width / 2 becomes black, centre + width / 2 white.
struct Window {
    double centre = 0;
    double width = 1;  // > 0
    bool operator==(const Window&) const = default;
};

// How the range is found that is spread over 0..255.
struct WindowRule {
    enum class Kind {
        percentiles,  // the values' percentiles 0.5 and 99.5
        file,         // the window that a DICOM file names
        given,        // `window`
    };
    Kind kind = Kind::percentiles;
    Window window;
};

// Parses "CENTRE,WIDTH", "percentiles", "dicom", or a named window in Hounsfield units: abdomen, angio, bone, brain,
// liver, lung, mediastinum, soft-tissue, stroke, subdural. Throws UsageError that lists them.
[[nodiscard]] WindowRule parse_window(const std::string& words);

// The grey values that become 0 and 255.
struct GreyRange {
    double low = 0;
    double high = 0;
};

[[nodiscard]] GreyRange range_of(const Window& window);

// The percentiles 0.5 and 99.5 of the finite values, interpolated as numpy.percentile does by default; {0, 0} where
// there is no finite value.
[[nodiscard]] GreyRange percentile_range(std::span<const float> values);

// The 8-bit value: (value - low) / (high - low) * 255, cut to 0..255 and rounded. What is not finite, and everything in
// an empty range, becomes 0.
[[nodiscard]] unsigned char to_8bit(float value, const GreyRange& range);

}  // namespace imis
