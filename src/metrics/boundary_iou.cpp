#include "imis/metrics/boundary_iou.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace imis {
namespace {

constexpr double dilation_ratio = 0.02;

// Shortens every run of foreground along a line by `steps` at both ends.
void erode_line(std::uint8_t* line, std::size_t length, std::size_t steps) {
    std::uint8_t* const end = line + length;
    for (std::uint8_t* begin = std::find(line, end, 1); begin != end;) {
        std::uint8_t* const run_end = std::find(begin, end, 0);
        const std::size_t cut = std::min(steps, static_cast<std::size_t>(run_end - begin));
        std::fill_n(begin, cut, std::uint8_t{0});
        std::fill_n(run_end - cut, cut, std::uint8_t{0});
        begin = std::find(run_end, end, 1);
    }
}

// The same along an axis whose lines lie side by side in memory, in steps from one layer across them to the next:
// counts how far each element is from the last background, first from one end, then from the other.
void erode_layers(std::uint8_t* block, std::size_t layers, std::size_t layer, std::size_t steps,
                  std::vector<std::uint32_t>& counts) {
    const std::vector<std::uint8_t> original(block, block + layers * layer);
    const auto pass = [&](std::size_t at) {
        for (std::size_t i = 0; i < layer; ++i) {
            counts[i] = original[at * layer + i] != 0 ? counts[i] + 1 : 0;
            block[at * layer + i] = counts[i] > steps ? block[at * layer + i] : 0;
        }
    };
    counts.assign(layer, 0);
    for (std::size_t at = 0; at < layers; ++at) pass(at);
    counts.assign(layer, 0);
    for (std::size_t at = layers; at-- > 0;) pass(at);
}

// Erosion by a square is erosion along one axis after the other.
LatticeMask eroded(LatticeMask mask, std::size_t steps) {
    std::vector<std::uint32_t> counts;
    const std::size_t fastest = mask.lattice.axes() - 1;
    for (std::size_t axis = 0; axis <= fastest; ++axis) {
        const std::size_t layers = mask.lattice.size[axis];
        const std::size_t layer = mask.lattice.stride(axis);
        for (std::size_t start = 0; start < mask.elements.size(); start += layers * layer) {
            if (axis == fastest) {
                erode_line(&mask.elements[start], layers, steps);
            } else {
                erode_layers(&mask.elements[start], layers, layer, steps, counts);
            }
        }
    }
    return mask;
}

}  // namespace

LatticeMask wide_boundary(const LatticeMask& mask, std::size_t width) {
    LatticeMask result = eroded(mask, width);
    for (std::size_t i = 0; i < result.elements.size(); ++i) result.elements[i] ^= mask.elements[i];
    return result;
}

std::size_t boundary_width(const Lattice& image) {
    return static_cast<std::size_t>(std::max(1.0, std::nearbyint(dilation_ratio * in_pixels(image).diagonal())));
}

Overlap boundary_overlap(const LatticeMask& predicted, const LatticeMask& target, std::size_t width) {
    return overlap(wide_boundary(predicted, width), wide_boundary(target, width));
}

}  // namespace imis
