#include "imis/metrics/mask_comparison.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "imis/base/error.hpp"
#include "imis/metrics/boundary_iou.hpp"

namespace imis {
namespace {

constexpr double default_tolerance = 2;

LatticeMask mask_of(const LabelVolume& volume, std::uint8_t label) {
    LatticeMask mask{lattice_of(volume.geometry), std::vector<std::uint8_t>(volume.labels.size())};
    std::ranges::transform(volume.labels, mask.elements.begin(),
                           [label](std::uint8_t value) { return static_cast<std::uint8_t>(value == label ? 1 : 0); });
    return mask;
}

Length checked_tolerance(const std::optional<Length>& asked, LengthUnit unit_of_spacing) {
    const Length tolerance = asked.value_or(Length{default_tolerance, unit_of_spacing});
    if (!std::isfinite(tolerance.value) || tolerance.value < 0) {
        throw UsageError(
            "NSD tolerance of " + std::to_string(tolerance.value) + ": it must be a finite number, 0 or more",
            {"NSD tolerance"});
    }
    if (tolerance.unit == LengthUnit::millimetre && unit_of_spacing == LengthUnit::pixel) {
        throw UsageError("NSD tolerance in mm, but the size of the pixels is not known: give it in px, or the spacing",
                         {"NSD tolerance", "pixel spacing"});
    }
    return tolerance;
}

}  // namespace

MaskComparison::MaskComparison(const LatticeMask& predicted, const LatticeMask& target,
                               const ComparisonOptions& options)
    : lattice_(target.lattice),
      overlap_(imis::overlap(predicted, target)),
      nsd_tolerance_(checked_tolerance(options.nsd_tolerance, target.lattice.unit)) {
    const LatticeBox box = joint_box(predicted, target);
    predicted_ = cropped({lattice_, predicted.elements}, box);
    target_ = cropped(target, box);
}

MaskComparison::MaskComparison(const Mask& predicted, const Mask& target, const PixelSpacing& spacing,
                               const ComparisonOptions& options)
    : MaskComparison(LatticeMask{lattice_of(predicted.size, spacing), predicted.pixels},
                     LatticeMask{lattice_of(target.size, spacing), target.pixels}, options) {}

MaskComparison::MaskComparison(const LabelVolume& predicted, const LabelVolume& target, std::uint8_t label,
                               const ComparisonOptions& options)
    : MaskComparison(mask_of(predicted, label), mask_of(target, label), options) {}

const BoundaryDistances& MaskComparison::boundary_distances() const {
    if (!boundary_distances_) {
        boundary_distances_ = imis::boundary_distances(predicted_, target_);
    }
    return *boundary_distances_;
}

const SurfaceDistances& MaskComparison::surface_distances() const {
    if (surface_distances_) return *surface_distances_;
    if (nsd_tolerance_.unit == lattice_.unit) {
        surface_distances_ = imis::surface_distances(predicted_, target_);
    } else {
        surface_distances_ = imis::surface_distances({in_pixels(predicted_.lattice), predicted_.elements},
                                                     {in_pixels(target_.lattice), target_.elements});
    }
    return *surface_distances_;
}

Overlap MaskComparison::boundary_overlap() const {
    return imis::boundary_overlap(predicted_, target_, boundary_width(lattice_));
}

}  // namespace imis
