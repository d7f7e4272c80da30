#include "imis/model/input_spec.hpp"

#include <algorithm>
#include <cmath>

#include "imis/image/resize.hpp"

namespace imis {
namespace {

Placement place_longest_side(Size original, Size grid) {
    // An image without pixels is refused by make_placement.
    const double scale = static_cast<double>(grid.height) / std::max({original.height, original.width, 1});
    const auto scaled = [&](int side) { return std::max(1, static_cast<int>(std::floor(side * scale + 0.5))); };
    return make_placement(original, grid, {scaled(original.height), scaled(original.width)});
}

Placement place_in_middle(Size original, Size grid) {
    return make_placement(original, grid, original, (grid.width - original.width) / 2,
                          (grid.height - original.height) / 2);
}

}  // namespace

Placement place(Size original, const InputSpec& input) {
    const Size grid = input.size;
    if (input.resize == Resize::longest_side) return place_longest_side(original, grid);
    const bool smaller = original.height < grid.height && original.width < grid.width;
    if (input.resize == Resize::pad_or_stretch && smaller) return place_in_middle(original, grid);
    return make_placement(original, grid, grid);
}

Mask mask_as_placed(const Mask& original, const InputSpec& input) {
    const Size content = place(original.size, input).content;
    const bool by_corner = input.interpolation == Interpolation::nearest;
    return by_corner ? resize_nearest_corner(original, content) : resize_nearest(original, content);
}

}  // namespace imis
