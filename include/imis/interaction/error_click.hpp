// The reference's corrective click (IMIS-Bench model.py, get_points_from_interaction).
#pragma once

#include <vector>

#include <ATen/core/Tensor.h>

#include "imis/interaction/pixel_priority.hpp"

namespace imis {

// For each of T targets a pixel drawn uniformly from those where prediction and target differ, label 1 where the target was
// missed, 0 where it was overrun. Where nothing differs: x and y drawn from 0..255, label -1.
//
// predicted, target: bool [T, H, W] on one device; keys: T. Returns int64 [T, 3] (x, y, label) on that device, computed without
// a copy to the host. The same keys and masks give the same clicks on every device.
[[nodiscard]] at::Tensor error_clicks(const at::Tensor& predicted, const at::Tensor& target,
                                      const std::vector<PriorityKey>& keys);

// The same in tensor operations alone, for a GPU; exposed so that it can be tested against the loop on a CPU.
[[nodiscard]] at::Tensor error_clicks_by_tensors(const at::Tensor& predicted, const at::Tensor& target,
                                                 const std::vector<PriorityKey>& keys);

}  // namespace imis
