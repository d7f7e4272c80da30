// From what the decoder gives to masks: the choice among its mask tokens, and the values on the model grid and at the
// original size that a threshold turns into masks. All interpolation is bilinear with half-pixel centres
// (align_corners=False).
#pragma once

#include <ATen/core/Tensor.h>

#include "imis/image/placement.hpp"
#include "imis/model/manifest.hpp"

namespace imis {

// The mask token that answers each of T targets, int64 [T], by the rule for a prompt of one point alone or for any
// other. logits [T, C, h, w], predicted_iou [T, C], float32; all stays on their device.
[[nodiscard]] at::Tensor choose_tokens(const CandidateRule& rule, bool single_point, const at::Tensor& logits,
                                       const at::Tensor& predicted_iou);

// Low-res logits float32 [T, h, w] -> values on the grid, float32 [T, H, W]: logits, or probabilities by
// output.activation.
[[nodiscard]] at::Tensor grid_values(const OutputSpec& output, const at::Tensor& low_res, Size grid);

// The image's part of values on the grid, [T, H, W] -> [T, content height, content width]; a view.
[[nodiscard]] at::Tensor image_part(const at::Tensor& grid_values, const Placement& placement);

// Low-res logits -> values at the original size, float32 [T, height, width], on the way that output.through names.
// `grid`: what grid_values gave for these logits, or undefined.
[[nodiscard]] at::Tensor original_values(const OutputSpec& output, const at::Tensor& low_res,
                                         const Placement& placement, const at::Tensor& grid);

}  // namespace imis
