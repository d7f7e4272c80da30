// Overlap of a predicted and a true mask, from pixel counts.
#pragma once

#include <cstdint>

#include "imis/image/image.hpp"
#include "imis/image/lattice.hpp"

namespace imis {

// Pixel counts of one comparison, enough for Dice and IoU, and to pool over targets.
struct Overlap {
    std::int64_t intersection = 0;
    std::int64_t predicted = 0;  // pixels of the prediction
    std::int64_t target = 0;     // pixels of the truth

    Overlap& operator+=(const Overlap& other);
    bool operator==(const Overlap&) const = default;
};

// The pixel counts of two masks of one size; throws Error where the sizes differ. Spacing is not looked at.
[[nodiscard]] Overlap overlap(const Mask& predicted, const Mask& target);
[[nodiscard]] Overlap overlap(const LatticeMask& predicted, const LatticeMask& target);

// Dice = 2 |P and T| / (|P| + |T| + 1e-8), the reference's rule (IMIS-Bench test.py): an empty prediction of a
// non-empty target scores 0, two empty masks score 0.
[[nodiscard]] double dice(const Overlap& overlap);

// Intersection over union = |P and T| / (|P or T| + 1e-8), same rule for empty masks.
[[nodiscard]] double iou(const Overlap& overlap);

// Precision = |P and T| / |P|: how much of the prediction is right. The prediction must not be empty.
[[nodiscard]] double precision(const Overlap& overlap);

// Recall (sensitivity) = |P and T| / |T|: how much of the target is found. The target must not be empty.
[[nodiscard]] double recall(const Overlap& overlap);

// Relative volume error = (|P| - |T|) / |T|, from -1 (nothing predicted) upwards: negative where the prediction is too
// small, positive where it is too large, best at 0. Where the masks lie makes no difference, and errors of both signs
// cancel out in a mean, which is a bias, not an error. The target must not be empty.
[[nodiscard]] double volume_error(const Overlap& overlap);

}  // namespace imis
