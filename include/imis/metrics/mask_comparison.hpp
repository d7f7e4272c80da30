// A predicted and a true mask, with what metrics measure of the two: each is computed when it is first asked for, once.
#pragma once

#include <memory>
#include <optional>

#include "imis/image/lattice.hpp"
#include "imis/metrics/boundary_distance.hpp"
#include "imis/metrics/measured_mask.hpp"
#include "imis/metrics/overlap.hpp"
#include "imis/metrics/surface_dice.hpp"

namespace imis {

// How far apart surfaces may be and count as one (NSD) unless something else is asked for: 2 mm where the size of pixels
// is known, else 2 px.
[[nodiscard]] constexpr Length default_nsd_tolerance(LengthUnit unit_of_spacing) {
    return {2, unit_of_spacing};
}

struct ComparisonOptions {
    // By default default_nsd_tolerance. In pixels the surfaces are measured in pixels, whatever the spacing.
    std::optional<Length> nsd_tolerance = std::nullopt;
};

// Not to be shared between threads: asking computes.
class MaskComparison {
public:
    // Two masks of one size, else Error, neither of them null; the spacing is the target's. Throws UsageError as below.
    // A target that is compared with several predictions keeps its edges.
    MaskComparison(std::shared_ptr<const MeasuredMask> predicted, std::shared_ptr<const MeasuredMask> target,
                   const ComparisonOptions& options = {});

    // Two masks of one size, else Error. Throws Error where the spacing is not positive and finite, and UsageError
    // where the tolerance is negative or not finite, or in millimetres while the spacing is in pixels.
    MaskComparison(const Mask& predicted, const Mask& target, const PixelSpacing& spacing,
                   const ComparisonOptions& options = {});

    // The same of masks of any number of axes; the spacing is the target's.
    MaskComparison(const LatticeMask& predicted, const LatticeMask& target, const ComparisonOptions& options = {});

    // The same of one object (label) in two label maps; the spacing is the target's. Distances and surfaces are those
    // of a volume, also where it has one slice alone.
    MaskComparison(const LabelVolume& predicted, const LabelVolume& target, std::uint8_t label,
                   const ComparisonOptions& options = {});

    // The whole image or volume, with its spacing.
    [[nodiscard]] const Lattice& lattice() const { return target_->lattice(); }

    [[nodiscard]] const Overlap& overlap() const { return overlap_; }

    // These are for two masks with foreground only.
    [[nodiscard]] const BoundaryDistances& boundary_distances() const;
    [[nodiscard]] const SurfaceDistances& surface_distances() const;  // in the unit of nsd_tolerance()
    [[nodiscard]] Overlap boundary_overlap() const;

    [[nodiscard]] const Length& nsd_tolerance() const { return nsd_tolerance_; }

private:
    std::shared_ptr<const MeasuredMask> predicted_;
    std::shared_ptr<const MeasuredMask> target_;
    LatticeBox box_;  // around both, beyond which all is background
    Overlap overlap_;
    Length nsd_tolerance_;
    mutable std::optional<BoundaryDistances> boundary_distances_;
    mutable std::optional<SurfaceDistances> surface_distances_;
};

}  // namespace imis
