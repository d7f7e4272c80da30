#include "imis/metrics/measured_mask.hpp"

#include <utility>

#include "imis/metrics/boundary_distance.hpp"
#include "imis/metrics/boundary_iou.hpp"

namespace imis {
namespace {

std::int64_t foreground_of(std::span<const std::uint8_t> elements) {
    std::int64_t count = 0;
    for (const std::uint8_t element : elements) count += element;
    return count;
}

}  // namespace

MeasuredMask::MeasuredMask(Lattice lattice, std::span<const std::uint8_t> elements)
    : lattice_(std::move(lattice)),
      box_(box_around(lattice_, elements)),
      part_(cropped(lattice_, elements, box_)),
      area_(foreground_of(part_.elements)) {}

MeasuredMask::MeasuredMask(const Mask& mask, const PixelSpacing& spacing)
    : MeasuredMask(lattice_of(mask.size, spacing), mask.pixels) {}

MeasuredMask::MeasuredMask(const LatticeMask& mask) : MeasuredMask(mask.lattice, mask.elements) {}

const LatticeMask& MeasuredMask::boundary() const {
    std::call_once(boundary_.once, [&] { boundary_.value = imis::boundary(part_); });
    return boundary_.value;
}

const LatticeMask& MeasuredMask::wide_boundary() const {
    std::call_once(wide_boundary_.once,
                   [&] { wide_boundary_.value = imis::wide_boundary(part_, boundary_width(lattice_)); });
    return wide_boundary_.value;
}

const NeighbourCodes& MeasuredMask::surface_codes() const {
    std::call_once(surface_codes_.once, [&] { surface_codes_.value = neighbour_codes(part_); });
    return surface_codes_.value;
}

}  // namespace imis
