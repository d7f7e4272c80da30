// Overlap of a predicted and a true mask, from pixel counts.
#pragma once

#include <cstdint>

#include "imis/image/image.hpp"

namespace imis {

// Pixel counts of one comparison, enough for Dice and IoU, and to pool over targets.
struct Overlap {
    std::int64_t intersection = 0;
    std::int64_t predicted = 0;  // pixels of the prediction
    std::int64_t target = 0;     // pixels of the truth

    Overlap& operator+=(const Overlap& other);
    bool operator==(const Overlap&) const = default;
};

// The pixel counts of two masks of one size; throws Error where the sizes differ.
[[nodiscard]] Overlap overlap(const Mask& predicted, const Mask& target);

// Dice = 2 |P and T| / (|P| + |T| + 1e-8), the reference's rule (IMIS-Bench test.py): an empty prediction of a
// non-empty target scores 0, two empty masks score 0.
[[nodiscard]] double dice(const Overlap& overlap);

// Intersection over union = |P and T| / (|P or T| + 1e-8), same rule for empty masks.
[[nodiscard]] double iou(const Overlap& overlap);

}  // namespace imis
