// The true shape of a label, which IMed-361M keeps in the file's name.
#pragma once

#include <cstdint>
#include <filesystem>

#include "imis/image/geometry.hpp"

namespace imis {

// Larger labels are refused from their name alone. Sides and pixels of a plane are limited as those of images are.
inline constexpr std::int64_t max_label_classes = 65535;
inline constexpr std::int64_t max_label_pixels = std::int64_t{1} << 32;  // of all planes together

// One plane of height x width for each class.
struct LabelShape {
    int classes = 0;
    Size size;
    bool operator==(const LabelShape&) const = default;
};

// The shape in a name such as "x___ABD_001_100.(13, 512, 512, 1).npz": the parenthesised numbers right before the extension,
// (classes, height, width, 1) or (classes, height, width). Throws ItemError naming the file where there are none, they are
// not positive, the last of four is not 1, or they are absurdly large.
[[nodiscard]] LabelShape label_shape_from_name(const std::filesystem::path& path);

}  // namespace imis
