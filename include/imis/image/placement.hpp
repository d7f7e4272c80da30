// Where an image lies on the model grid, and the way there and back.
#pragma once

#include "imis/image/geometry.hpp"
#include "imis/image/image.hpp"

namespace imis {

// An image of size `original` is resized to `content` and set into a grid of size `grid` with its left upper corner at pixel
// (left, top). All sizes in pixels; the content lies within the grid.
struct Placement {
    Size original;
    Size grid;
    Size content;
    int left = 0;
    int top = 0;

    // Grid pixels an original pixel: content / original, as the official predictors compute it.
    [[nodiscard]] double scale_x() const { return static_cast<double>(content.width) / original.width; }
    [[nodiscard]] double scale_y() const { return static_cast<double>(content.height) / original.height; }

    bool operator==(const Placement&) const = default;
};

// The placement of an image that is resized to `content` and set at (left, top). Throws Error where a size has no pixel or
// the content does not lie within the grid.
[[nodiscard]] Placement make_placement(Size original, Size grid, Size content, int left = 0, int top = 0);

// A point or box of the original image in grid pixels: x * scale_x + left, y * scale_y + top. Like the official predictors,
// without a shift by half a pixel: pixel (0, 0) of the original goes to the first pixel of the content.
[[nodiscard]] Point grid_from_original(const Placement& placement, Point point);
[[nodiscard]] Box grid_from_original(const Placement& placement, const Box& box);

// The inverse: (x - left) / scale_x, (y - top) / scale_y. Neither rounded nor cut to the image.
[[nodiscard]] Point original_from_grid(const Placement& placement, Point point);
[[nodiscard]] Box original_from_grid(const Placement& placement, const Box& box);

}  // namespace imis
