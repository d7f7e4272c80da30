#include "imis/metrics/mask_comparison.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "imis/base/error.hpp"

namespace imis {
namespace {

LatticeMask mask_of(const LabelVolume& volume, std::uint8_t label) {
    LatticeMask mask{lattice_of(volume.geometry), std::vector<std::uint8_t>(volume.labels.size())};
    std::ranges::transform(volume.labels, mask.elements.begin(),
                           [label](std::uint8_t value) { return static_cast<std::uint8_t>(value == label ? 1 : 0); });
    return mask;
}

Length checked_tolerance(const std::optional<Length>& asked, LengthUnit unit_of_spacing) {
    const Length tolerance = asked.value_or(default_nsd_tolerance(unit_of_spacing));
    if (!std::isfinite(tolerance.value) || tolerance.value < 0) {
        throw UsageError(
            "NSD tolerance of " + std::to_string(tolerance.value) + ": it must be a finite number, 0 or more",
            {"nsd tolerance"});
    }
    if (tolerance.unit == LengthUnit::millimetre && unit_of_spacing == LengthUnit::pixel) {
        throw UsageError("NSD tolerance in mm, but the size of the pixels is not known: give it in px, or the spacing",
                         {"nsd tolerance", "spacing"});
    }
    return tolerance;
}

}  // namespace

MaskComparison::MaskComparison(std::shared_ptr<const MeasuredMask> predicted,
                               std::shared_ptr<const MeasuredMask> target, const ComparisonOptions& options)
    : predicted_(std::move(predicted)),
      target_(std::move(target)),
      box_(joint_box(predicted_->box(), target_->box())),
      overlap_(imis::overlap(*predicted_, *target_)),
      nsd_tolerance_(checked_tolerance(options.nsd_tolerance, target_->lattice().unit)) {}

MaskComparison::MaskComparison(const LatticeMask& predicted, const LatticeMask& target,
                               const ComparisonOptions& options)
    : MaskComparison(std::make_shared<MeasuredMask>(predicted), std::make_shared<MeasuredMask>(target), options) {}

MaskComparison::MaskComparison(const Mask& predicted, const Mask& target, const PixelSpacing& spacing,
                               const ComparisonOptions& options)
    : MaskComparison(std::make_shared<MeasuredMask>(predicted, spacing),
                     std::make_shared<MeasuredMask>(target, spacing), options) {}

MaskComparison::MaskComparison(const LabelVolume& predicted, const LabelVolume& target, std::uint8_t label,
                               const ComparisonOptions& options)
    : MaskComparison(mask_of(predicted, label), mask_of(target, label), options) {}

const BoundaryDistances& MaskComparison::boundary_distances() const {
    if (!boundary_distances_) {
        LatticeMask of_prediction = placed(predicted_->boundary(), predicted_->box(), box_);
        of_prediction.lattice.spacing = target_->lattice().spacing;
        boundary_distances_ = distances_between(of_prediction, placed(target_->boundary(), target_->box(), box_));
    }
    return *boundary_distances_;
}

const SurfaceDistances& MaskComparison::surface_distances() const {
    if (!surface_distances_) {
        NeighbourCodes of_prediction = placed(predicted_->surface_codes(), predicted_->box(), box_);
        NeighbourCodes of_target = placed(target_->surface_codes(), target_->box(), box_);
        if (nsd_tolerance_.unit != lattice().unit) of_target.corners = in_pixels(of_target.corners);
        of_prediction.corners = of_target.corners;
        surface_distances_ = imis::surface_distances(of_prediction, of_target);
    }
    return *surface_distances_;
}

Overlap MaskComparison::boundary_overlap() const {
    return imis::overlap(placed(predicted_->wide_boundary(), predicted_->box(), box_),
                         placed(target_->wide_boundary(), target_->box(), box_));
}

}  // namespace imis
