// Colour images and binary masks in plain memory.
#pragma once

#include <cstdint>
#include <vector>

#include "imis/image/geometry.hpp"

namespace imis {

// The largest images and label planes that are accepted: larger files are refused by their header, before a pixel is
// decoded.
inline constexpr std::int64_t max_image_side = 32768;
inline constexpr std::int64_t max_image_pixels = std::int64_t{1} << 28;

// An 8-bit RGB image, rows top to bottom, pixels interleaved (height x width x 3).
struct Image {
    Size size;
    std::vector<std::uint8_t> rgb;
};

// A binary mask, rows top to bottom, one byte a pixel, 0 or 1.
struct Mask {
    Size size;
    std::vector<std::uint8_t> pixels;

    // An all-background mask of a size.
    static Mask zeros(Size size) { return {size, std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()), 0)}; }
};

// Number of foreground pixels.
[[nodiscard]] std::int64_t area(const Mask& mask);

// The smallest box around the foreground (inclusive corners). The mask must not be empty; throws Error if it is.
[[nodiscard]] Box tight_box(const Mask& mask);

}  // namespace imis
