// What tests look at in pictures.
#pragma once

#include <array>
#include <cstdint>

#include "imis/image/image.hpp"

namespace imis {

using PixelColour = std::array<int, 3>;

inline constexpr PixelColour grey = {90, 120, 150};

inline Image plain_image(Size size, const PixelColour& colour) {
    Image image = {size, {}};
    for (std::int64_t i = 0; i < size.area(); ++i) {
        for (const int channel : colour) image.rgb.push_back(static_cast<std::uint8_t>(channel));
    }
    return image;
}

inline PixelColour colour_at(const Image& image, int x, int y) {
    const auto first =
        3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.size.width) + static_cast<std::size_t>(x));
    return {image.rgb[first], image.rgb[first + 1], image.rgb[first + 2]};
}

// A mask of the pixels x0 <= x < x1, y0 <= y < y1.
inline Mask rectangle_mask(Size size, int x0, int y0, int x1, int y1) {
    Mask mask = Mask::zeros(size);
    for (int y = y0; y < y1; ++y) {
        for (int x = x0; x < x1; ++x) mask.pixels[static_cast<std::size_t>(y * size.width + x)] = 1;
    }
    return mask;
}

}  // namespace imis
