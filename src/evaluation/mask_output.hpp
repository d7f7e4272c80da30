// Masks and logits of single rounds, in memory and as files in the output folder.
#pragma once

#include <filesystem>

#include <ATen/core/Tensor.h>

#include "imis/image/image.hpp"

namespace imis {

// A bool [height, width] mask on any device, in plain memory.
[[nodiscard]] Mask to_mask(const at::Tensor& mask);

// Writes such a mask as an 8-bit grey PNG, 0 and 255. Throws Error naming the file.
void write_mask(const std::filesystem::path& file, const at::Tensor& mask);

}  // namespace imis
