#include "imis/image/placement.hpp"

#include <algorithm>
#include <string>

#include "imis/base/error.hpp"

namespace imis {
namespace {

std::string text(Size size) {
    return std::to_string(size.width) + " x " + std::to_string(size.height) + " pixels";
}

// Both ways compute in 64 bits and round once.
float to_grid(float value, double scale, int offset) {
    return static_cast<float>(double{value} * scale + offset);
}

float to_original(float value, double scale, int offset) {
    return static_cast<float>((double{value} - offset) / scale);
}

}  // namespace

Placement make_placement(Size original, Size grid, Size content, int left, int top) {
    const bool sizes = original.height > 0 && original.width > 0 && content.height > 0 && content.width > 0;
    const bool within =
        left >= 0 && top >= 0 && left + content.width <= grid.width && top + content.height <= grid.height;
    if (!sizes || !within) {
        throw Error("cannot place an image of " + text(original) + " as " + text(content) + " at (" +
                    std::to_string(left) + ", " + std::to_string(top) + ") of a grid of " + text(grid) +
                    "; each needs a pixel a side, and the image must lie within the grid");
    }
    return {original, grid, content, left, top};
}

Point grid_from_original(const Placement& placement, Point point) {
    return {to_grid(point.x, placement.scale_x(), placement.left),
            to_grid(point.y, placement.scale_y(), placement.top)};
}

Box grid_from_original(const Placement& placement, const Box& box) {
    const Point first = grid_from_original(placement, Point{box.x0, box.y0});
    const Point last = grid_from_original(placement, Point{box.x1, box.y1});
    return {first.x, first.y, last.x, last.y};
}

Point original_from_grid(const Placement& placement, Point point) {
    return {to_original(point.x, placement.scale_x(), placement.left),
            to_original(point.y, placement.scale_y(), placement.top)};
}

Box original_from_grid(const Placement& placement, const Box& box) {
    const Point first = original_from_grid(placement, Point{box.x0, box.y0});
    const Point last = original_from_grid(placement, Point{box.x1, box.y1});
    return {first.x, first.y, last.x, last.y};
}

}  // namespace imis
