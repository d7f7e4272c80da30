// Sizes, points and boxes in pixels: origin at the top left, x to the right, y down, x before y. Pixel (0, 0) covers
// [0, 1) x [0, 1), and a point (x, y) names the pixel, not its corner.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace imis {

// Height and width of an image in pixels.
struct Size {
    int height = 0;
    int width = 0;

    [[nodiscard]] std::int64_t area() const { return static_cast<std::int64_t>(height) * width; }
    bool operator==(const Size&) const = default;
};

// "WIDTH x HEIGHT", for messages.
[[nodiscard]] inline std::string to_string(Size size) {
    return std::to_string(size.width) + " x " + std::to_string(size.height);
}

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

// Vectors in the patient's space, for volumes (volume.hpp).
using Vector3 = std::array<double, 3>;

[[nodiscard]] inline double dot(const Vector3& a, const Vector3& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

[[nodiscard]] inline Vector3 cross(const Vector3& a, const Vector3& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

[[nodiscard]] inline Vector3 operator-(const Vector3& a, const Vector3& b) {
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}

}  // namespace imis
