#include "imis/metrics/boundary_iou.hpp"

#include <algorithm>
#include <cmath>

namespace imis {
namespace {

constexpr double dilation_ratio = 0.02;

// Shortens every run of foreground along a line by `steps` at both ends.
void erode_line(std::uint8_t* line, std::size_t length, std::size_t stride, std::size_t steps) {
    for (std::size_t x = 0; x < length;) {
        if (line[x * stride] == 0) {
            ++x;
            continue;
        }
        const std::size_t begin = x;
        while (x < length && line[x * stride] != 0) ++x;
        for (std::size_t i = begin; i < x; ++i) {
            if (i - begin < steps || x - 1 - i < steps) line[i * stride] = 0;
        }
    }
}

// Erosion by a square is erosion along one axis after the other.
LatticeMask eroded(LatticeMask mask, std::size_t steps) {
    for (std::size_t axis = 0; axis < mask.lattice.axes(); ++axis) {
        for_each_line(mask.lattice, axis, [&](std::size_t first, std::size_t stride) {
            erode_line(&mask.elements[first], mask.lattice.size[axis], stride, steps);
        });
    }
    return mask;
}

LatticeMask wide_boundary(const LatticeMask& mask, std::size_t width) {
    LatticeMask result = eroded(mask, width);
    std::ranges::transform(
        mask.elements, result.elements, result.elements.begin(),
        [](std::uint8_t whole, std::uint8_t inner) { return static_cast<std::uint8_t>(whole - inner); });
    return result;
}

}  // namespace

std::size_t boundary_width(const Lattice& image) {
    return static_cast<std::size_t>(std::max(1.0, std::nearbyint(dilation_ratio * in_pixels(image).diagonal())));
}

Overlap boundary_overlap(const LatticeMask& predicted, const LatticeMask& target, std::size_t width) {
    return overlap(wide_boundary(predicted, width), wide_boundary(target, width));
}

}  // namespace imis
