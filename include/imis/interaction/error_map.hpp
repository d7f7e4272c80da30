// Where a prediction and a target differ, on the host.
#pragma once

#include <cstdint>
#include <vector>

#include "imis/image/image.hpp"

namespace imis {

// What is wrong with a pixel. Missed is 1, so that a target's pixels are at once the errors of an empty prediction.
enum class PixelError : std::uint8_t {
    none = 0,
    missed = 1,   // in the target, not predicted: a false negative
    overrun = 2,  // predicted, not in the target: a false positive
};

// The errors of one prediction, rows top to bottom.
struct ErrorMap {
    Size size;
    std::vector<PixelError> pixels;
};

// Compares two masks of one size; throws Error where the sizes differ.
[[nodiscard]] ErrorMap error_map(const Mask& predicted, const Mask& target);

// Every pixel of the target missed.
[[nodiscard]] ErrorMap all_missed(const Mask& target);

}  // namespace imis
