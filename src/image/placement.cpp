#include "imis/image/placement.hpp"

#include <string>

#include "imis/base/error.hpp"

namespace imis {
Placement make_placement(Size original, Size grid, Size content, int left, int top) {
    const bool sizes = original.height > 0 && original.width > 0 && content.height > 0 && content.width > 0;
    const bool within =
        left >= 0 && top >= 0 && left + content.width <= grid.width && top + content.height <= grid.height;
    if (!sizes || !within) {
        throw Error("cannot place an image of " + to_string(original) + " pixels as " + to_string(content) +
                    " pixels at (" + std::to_string(left) + ", " + std::to_string(top) + ") of a grid of " +
                    to_string(grid) + " pixels; each needs a pixel a side, and the image must lie within the grid");
    }
    return {original, grid, content, left, top};
}

Point GridMap::operator()(Point at) const {
    return {static_cast<float>(at.x * scale_x + left), static_cast<float>(at.y * scale_y + top)};
}

Box GridMap::operator()(const Box& box) const {
    const Point first = (*this)(Point{box.x0, box.y0});
    const Point last = (*this)(Point{box.x1, box.y1});
    return {first.x, first.y, last.x, last.y};
}

GridMap to_model_grid(Size from, const Placement& placement) {
    return {static_cast<double>(placement.content.width) / from.width,
            static_cast<double>(placement.content.height) / from.height, placement.left, placement.top};
}

}  // namespace imis
