#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

#include "imis/base/error.hpp"
#include "imis/image/mask_shape.hpp"
#include "imis/interaction/simulated_prompts.hpp"

namespace imis {
namespace {

constexpr Click no_click{{0, 0}, -1};

// A part of the grid: its first column and row, and its size.
struct Region {
    int x = 0;
    int y = 0;
    Size size;
};

bool is_error(PixelError pixel) {
    return pixel != PixelError::none;
}

// The smallest region around all errors, so that depths are computed there alone: beyond it lies no error, which counts
// like the outside of an image. Of size 0 without errors.
Region error_region(const ErrorMap& errors) {
    Region region;
    int right = -1;
    for (int y = 0; y < errors.size.height; ++y) {
        const auto row = errors.pixels.begin() + static_cast<std::ptrdiff_t>(y) * errors.size.width;
        const auto row_end = row + errors.size.width;
        const auto first = std::find_if(row, row_end, is_error);
        if (first == row_end) continue;
        const auto behind_last =
            std::find_if(std::make_reverse_iterator(row_end), std::make_reverse_iterator(first), is_error).base();
        const int left = static_cast<int>(first - row);
        region.x = right < 0 ? left : std::min(region.x, left);
        if (right < 0) region.y = y;
        right = std::max(right, static_cast<int>(behind_last - row) - 1);
        region.size.height = y - region.y + 1;
    }
    region.size.width = right < 0 ? 0 : right - region.x + 1;
    return region;
}

// The pixels of the region that are wrong in a way that `counts` tells.
template <typename Counts>
Mask cut_out(const ErrorMap& errors, const Region& region, Counts counts) {
    Mask mask = Mask::zeros(region.size);
    auto out = mask.pixels.begin();
    for (int y = 0; y < region.size.height; ++y) {
        const auto row =
            errors.pixels.begin() + static_cast<std::ptrdiff_t>(region.y + y) * errors.size.width + region.x;
        out = std::transform(row, row + region.size.width, out,
                             [&](PixelError pixel) { return static_cast<std::uint8_t>(counts(pixel)); });
    }
    return mask;
}

// The row-major number on the grid of pixel `index` of the region.
std::size_t grid_pixel(const ErrorMap& errors, const Region& region, std::size_t index) {
    const auto width = static_cast<std::size_t>(region.size.width);
    const std::size_t x = static_cast<std::size_t>(region.x) + index % width;
    const std::size_t y = static_cast<std::size_t>(region.y) + index / width;
    return y * static_cast<std::size_t>(errors.size.width) + x;
}

Click click_on(const ErrorMap& errors, std::size_t pixel) {
    const auto width = static_cast<std::size_t>(errors.size.width);
    return {{static_cast<float>(pixel % width), static_cast<float>(pixel / width)},
            errors.pixels[pixel] == PixelError::missed ? 1 : 0};
}

void forget_clicked(std::vector<std::int32_t>& depths, const Region& region, std::span<const Click> clicks) {
    for (const Click& click : clicks) {
        const int x = static_cast<int>(click.at.x) - region.x;
        const int y = static_cast<int>(click.at.y) - region.y;
        if (click.label < 0 || x < 0 || y < 0 || x >= region.size.width || y >= region.size.height) continue;
        depths[static_cast<std::size_t>(y) * static_cast<std::size_t>(region.size.width) +
               static_cast<std::size_t>(x)] = 0;
    }
}

Deepest deepest_unclicked(const ErrorMap& errors, const Region& region, PixelError side,
                          std::span<const Click> earlier) {
    std::vector<std::int32_t> depths =
        squared_depths(cut_out(errors, region, [side](PixelError pixel) { return pixel == side; }));
    forget_clicked(depths, region, earlier);
    return deepest_pixel(depths);
}

// Of the pixels of greatest depth the one of highest priority, as a pixel of the grid.
std::size_t draw_deepest(const std::vector<std::int32_t>& depths, const ErrorMap& errors, const Region& region,
                         PriorityKey key) {
    const auto priority = [key](std::size_t pixel) { return pixel_priority(key, static_cast<std::uint32_t>(pixel)); };
    const Deepest first = deepest_pixel(depths);
    std::size_t drawn = grid_pixel(errors, region, first.pixel);
    for (std::size_t index = first.pixel + 1; index < depths.size(); ++index) {
        if (depths[index] != first.depth) continue;
        const std::size_t pixel = grid_pixel(errors, region, index);
        if (priority(pixel) > priority(drawn)) drawn = pixel;
    }
    return drawn;
}

}  // namespace

ErrorMap error_map(const Mask& predicted, const Mask& target) {
    if (predicted.size != target.size) throw Error("error_map: prediction and target differ in size");
    ErrorMap errors{target.size, std::vector<PixelError>(target.pixels.size(), PixelError::none)};
    for (std::size_t i = 0; i < target.pixels.size(); ++i) {
        const bool is_predicted = predicted.pixels[i] != 0;
        const bool is_target = target.pixels[i] != 0;
        if (is_predicted != is_target) errors.pixels[i] = is_target ? PixelError::missed : PixelError::overrun;
    }
    return errors;
}

Click ritm_click(const ErrorMap& errors, std::span<const Click> earlier) {
    const Region region = error_region(errors);
    if (region.size.area() == 0) return no_click;
    const Deepest missed = deepest_unclicked(errors, region, PixelError::missed, earlier);
    const Deepest overrun = deepest_unclicked(errors, region, PixelError::overrun, earlier);
    const Deepest& deeper = missed.depth > overrun.depth ? missed : overrun;
    return deeper.depth == 0 ? no_click : click_on(errors, grid_pixel(errors, region, deeper.pixel));
}

Click cvpr25_click(const ErrorMap& errors, PriorityKey key) {
    const Region region = error_region(errors);
    if (region.size.area() == 0) return no_click;
    const Mask component = largest_component(cut_out(errors, region, is_error));
    const std::vector<std::int32_t> depths = squared_depths(component);
    return click_on(errors, draw_deepest(depths, errors, region, key));
}

}  // namespace imis
