// What simulated users draw: first prompts and corrective clicks, each with its source.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <ATen/core/Tensor.h>

#include "imis/base/random.hpp"
#include "imis/image/image.hpp"
#include "imis/interaction/pixel_priority.hpp"
#include "imis/interaction/prompt.hpp"

namespace imis {

// First prompts for a target that are drawn at random: those of the reference (IMIS-Bench dataloaders/data_utils.py)
// and of SAM-Med2D. Coordinates are pixels of the target's grid.

// A positive click drawn uniformly from the half of the target's pixels that is nearest to its centroid (Euclidean
// distance of pixel indices; of equally distant pixels the first in row-major order counts as nearer). A target of one
// pixel is clicked on that pixel; the reference would click on the background. Throws Error where the target is empty.
[[nodiscard]] Click central_click(const Mask& target, const RandomKey& key);

// A positive click drawn uniformly from all pixels of the target (SAM-Med2D utils.py, init_point_sampling with one
// point). Throws Error where the target is empty; SAM-Med2D would click on the background.
[[nodiscard]] Click uniform_click(const Mask& target, const RandomKey& key);

// Moves each of the four sides on its own by a whole number drawn uniformly from -pixels..pixels, keeps the sides
// inside an image of the given size, and swaps two that have crossed: 0 <= x0 <= x1 < width, 0 <= y0 <= y1 < height.
// pixels = 0 returns the box as it is. The side's place in (x0, y0, x1, y1) is the index of its draw under `key`, so no
// side's draw depends on another's. Throws Error where pixels is negative.
//
// The jitter of the reference's training, which uses 5 pixels (get_bboxes_from_mask with offset), without its gaps: it
// bounds x0 and y0 only from below and x1 and y1 only from above, keeps crossed sides, and mixes up width and height.
[[nodiscard]] Box jitter_box(const Box& box, int pixels, Size image, const RandomKey& key);

// The reference's corrective click (IMIS-Bench model.py, get_points_from_interaction).

// For each of T targets a pixel drawn uniformly from those where prediction and target differ, label 1 where the target
// was missed, 0 where it was overrun. Where nothing differs: x and y drawn from 0..255, label -1.
//
// predicted, target: bool [T, H, W] on one device; keys: T. Returns int64 [T, 3] (x, y, label) on that device, computed
// without a copy to the host. The same keys and masks give the same clicks on every device.
[[nodiscard]] at::Tensor error_clicks(const at::Tensor& predicted, const at::Tensor& target,
                                      const std::vector<PriorityKey>& keys);

// The same in tensor operations alone, for a GPU; exposed so that it can be tested against the loop on a CPU.
[[nodiscard]] at::Tensor error_clicks_by_tensors(const at::Tensor& predicted, const at::Tensor& target,
                                                 const std::vector<PriorityKey>& keys);

// Corrective clicks into the depth of an error: those of RITM and of the CVPR 2025 interactive challenge. On the host.
//
// Depth is the Euclidean distance to the nearest pixel that does not count as error, everything outside the image
// included (image/mask_shape.hpp). Where there is nothing to click on, both return a click at (0, 0) with label -1, no
// point.

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
// pixels, each side with a depth of its own, whichever side is deeper; equally deep: the overrun side. Of pixels of one
// depth the first in row-major order. `earlier`: the clicks given so far on this grid; their pixels count as of depth
// 0, though not as background; clicks of label -1 or outside the grid are none.
//
// Where all error pixels have been clicked there is no click either; RITM would click on (0, 0) as background. RITM
// compares rounded distances of OpenCV, exact ones are compared here; the deepest pixels differ in about one of 300
// random masks (OpenCV 5.0).
[[nodiscard]] Click ritm_click(const ErrorMap& errors, std::span<const Click> earlier);

// The challenge's click (CVPR25_iter_eval.py) in two dimensions: the deepest pixel inside the largest 8-connected
// component of all error pixels, missed and overrun together (equally large: the first in row-major order); whatever
// lies outside the component counts as background. Of pixels of one depth one is drawn uniformly: the one of highest
// priority under `key`, pixels numbered row-major over the whole grid (the challenge draws with a fixed seed). Label 1
// where that pixel was missed, 0 where it was overrun.
[[nodiscard]] Click cvpr25_click(const ErrorMap& errors, PriorityKey key);

}  // namespace imis
