// Masks and logits of single rounds as files in the output folder.
#pragma once

#include <filesystem>

#include <ATen/core/Tensor.h>

namespace imis {

// Writes a bool [height, width] mask as an 8-bit grey PNG, 0 and 255. Throws Error that names the file.
void write_mask(const std::filesystem::path& file, const at::Tensor& mask);

// Writes float32 [h, w] logits as a .npy file (version 1.0). Throws Error that names the file.
void write_logits(const std::filesystem::path& file, const at::Tensor& logits);

}  // namespace imis
