// A mask as metrics look at it: its part in the box around its foreground, and its edges, each computed when it is first
// asked for, once. A truth that many predictions are compared with keeps them.
#pragma once

#include <cstdint>
#include <mutex>
#include <span>

#include "imis/image/image.hpp"
#include "imis/image/lattice.hpp"
#include "imis/metrics/overlap.hpp"
#include "imis/metrics/surface_elements.hpp"

namespace imis {

// Safe to be asked by several threads.
class MeasuredMask {
public:
    // Copy what they need of the mask. The first throws Error where the spacing is not positive and finite.
    MeasuredMask(const Mask& mask, const PixelSpacing& spacing);
    explicit MeasuredMask(const LatticeMask& mask);

    [[nodiscard]] const Lattice& lattice() const { return lattice_; }  // of the whole image or volume
    [[nodiscard]] const LatticeBox& box() const { return box_; }  // around the foreground; empty where there is none
    [[nodiscard]] std::int64_t area() const { return area_; }     // elements of foreground

    // These are of the box alone, beyond which all is background.
    [[nodiscard]] const LatticeMask& part() const { return part_; }
    [[nodiscard]] const LatticeMask& boundary() const;       // boundary_distance.hpp
    [[nodiscard]] const LatticeMask& wide_boundary() const;  // boundary_iou.hpp, of the whole image's width
    [[nodiscard]] const NeighbourCodes& surface_codes() const;

private:
    MeasuredMask(Lattice lattice, std::span<const std::uint8_t> elements);

    // A value that the first who asks computes.
    template <typename Value>
    struct Computed {
        std::once_flag once;
        Value value;
    };

    Lattice lattice_;
    LatticeBox box_;
    LatticeMask part_;
    std::int64_t area_ = 0;
    mutable Computed<LatticeMask> boundary_;
    mutable Computed<LatticeMask> wide_boundary_;
    mutable Computed<NeighbourCodes> surface_codes_;
};

// The pixel counts of two masks of one size; throws Error where the sizes differ. Spacing is not looked at.
[[nodiscard]] Overlap overlap(const MeasuredMask& predicted, const MeasuredMask& target);

}  // namespace imis
