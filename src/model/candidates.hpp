// The choice among the decoder's mask tokens.
#pragma once

#include <ATen/core/Tensor.h>

#include "imis/model/manifest.hpp"

namespace imis {

// The mask token that answers each of T targets, int64 [T], by the rule for a prompt of one point alone or for any other.
// logits [T, C, h, w], predicted_iou [T, C], float32; all stays on their device.
[[nodiscard]] at::Tensor choose_tokens(const CandidateRule& rule, bool single_point, const at::Tensor& logits,
                                       const at::Tensor& predicted_iou);

}  // namespace imis
