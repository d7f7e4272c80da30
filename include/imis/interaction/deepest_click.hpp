// Corrective clicks into the depth of an error: those of RITM and of the CVPR 2025 interactive challenge. On the host.
//
// Depth is the Euclidean distance to the nearest pixel that does not count as error, everything outside the image included
// (image/mask_shape.hpp). Where there is nothing to click on, both return a click at (0, 0) with label -1, no point.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "imis/image/image.hpp"
#include "imis/interaction/pixel_priority.hpp"
#include "imis/interaction/prompt.hpp"

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

// RITM's click (isegm/inference/clicker.py, Clicker._get_next_click): the deepest pixel of the missed or of the overrun
// pixels, each side with a depth of its own, whichever side is deeper; equally deep: the overrun side. Of pixels of one depth
// the first in row-major order. `earlier`: the clicks given so far on this grid; their pixels count as of depth 0, though
// not as background; clicks of label -1 or outside the grid are none.
//
// Where all error pixels have been clicked there is no click either; RITM would click on (0, 0) as background.
// RITM compares rounded distances of OpenCV, exact ones are compared here; the deepest pixels differ in about one of 300
// random masks (OpenCV 5.0).
[[nodiscard]] Click ritm_click(const ErrorMap& errors, std::span<const Click> earlier);

// The challenge's click (CVPR25_iter_eval.py) in two dimensions: the deepest pixel inside the largest 8-connected component
// of all error pixels, missed and overrun together (equally large: the first in row-major order); whatever lies outside
// the component counts as background. Of pixels of one depth one is drawn uniformly: the one of highest priority under
// `key`, pixels numbered row-major over the whole grid (the challenge draws with a fixed seed). Label 1 where that pixel was
// missed, 0 where it was overrun.
[[nodiscard]] Click cvpr25_click(const ErrorMap& errors, PriorityKey key);

}  // namespace imis
