// Where an image lies on the model grid, and how its points are mapped there.
#pragma once

#include "imis/image/geometry.hpp"
#include "imis/image/image.hpp"

namespace imis {

// An image of size `original` is resized to `content` and put into a grid of size `grid` with its top left corner at
// pixel (left, top). All sizes in pixels; the content lies within the grid.
struct Placement {
    Size original;
    Size grid;
    Size content;
    int left = 0;
    int top = 0;

    bool operator==(const Placement&) const = default;
};

// The placement of an image that is resized to `content` and set at (left, top). Throws Error where a size has no pixel
// or the content does not lie within the grid.
[[nodiscard]] Placement make_placement(Size original, Size grid, Size content, int left = 0, int top = 0);

// The map of points to the model grid: multiplied by the scale, then moved by the corner. As in the official
// predictors, without a shift by half a pixel: pixel (0, 0) goes to the first pixel of the content. Computed in 64 bits
// and rounded once.
struct GridMap {
    double scale_x = 1;
    double scale_y = 1;
    int left = 0;
    int top = 0;

    [[nodiscard]] Point operator()(Point at) const;
    [[nodiscard]] Box operator()(const Box& box) const;
};

// The map from pixels of a grid of size `from`, over which the whole image is spread, such as the original's own.
[[nodiscard]] GridMap to_model_grid(Size from, const Placement& placement);

}  // namespace imis
