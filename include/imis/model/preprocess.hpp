// From an image to the encoder's input.
#pragma once

#include <ATen/core/Tensor.h>

#include "imis/image/image.hpp"
#include "imis/model/manifest.hpp"

namespace imis {

// Stretches the image to the model grid (nearest neighbour with pixel centres, resize.hpp) and normalises each colour by
// (value - mean) / std on 0..255 values. Returns float32 [1, 3, H, W] on the device. The 8-bit pixels travel to the device,
// not the floats.
[[nodiscard]] at::Tensor to_model_input(const Image& image, const InputSpec& input, const at::Device& device);

}  // namespace imis
