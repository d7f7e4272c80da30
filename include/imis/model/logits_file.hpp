// Low-res logits in .npy files: what a decoder returned, and what it may start from in another run.
#pragma once

#include <filesystem>

#include <ATen/core/Tensor.h>

#include "imis/image/geometry.hpp"

namespace imis {

// Writes logits [h, w] of any floating-point type and device as float32. Throws Error naming the file where it can't be
// written.
void write_logits(const std::filesystem::path& file, const at::Tensor& logits);

// Reads logits of a model's low-res size, [h, w] or [1, h, w], as float32 [h, w] on the CPU. Throws Error naming the
// file where it holds anything else, NaN or infinity.
[[nodiscard]] at::Tensor read_logits(const std::filesystem::path& file, Size low_res);

}  // namespace imis
