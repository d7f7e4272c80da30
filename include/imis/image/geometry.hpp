// Sizes, points and boxes in pixels: origin at the top left, x to the right, y down, x before y. Pixel (0, 0) covers
// [0, 1) x [0, 1), and a point (x, y) names the pixel, not its corner.
#pragma once

#include <cstdint>

namespace imis {

// Height and width of an image in pixels.
struct Size {
    int height = 0;
    int width = 0;

    [[nodiscard]] std::int64_t area() const { return static_cast<std::int64_t>(height) * width; }
    bool operator==(const Size&) const = default;
};

struct Point {
    float x = 0;
    float y = 0;
    bool operator==(const Point&) const = default;
};

// First and last pixel, both inclusive: a single pixel (3, 4) is {3, 4, 3, 4}.
struct Box {
    float x0 = 0;
    float y0 = 0;
    float x1 = 0;
    float y1 = 0;
    bool operator==(const Box&) const = default;
};

}  // namespace imis
