// From an image to the encoder's input.
#pragma once

#include <ATen/core/Tensor.h>

#include "imis/image/image.hpp"
#include "imis/model/input_spec.hpp"

namespace imis {

// Brings an image onto the model grid as the manifest says: intensities, resizing to its place (place()),
// normalisation, then zeros around it. Returns float32 [1, 3, H, W] (red, green, blue) on the device. The 8-bit pixels
// travel to the device, not the floats; 'bilinear-antialias' resizes there, all others on the CPU. min-max is computed
// in 64 bits. Throws Error where the image has no pixel.
[[nodiscard]] at::Tensor to_model_input(const Image& image, const InputSpec& input, const at::Device& device);

}  // namespace imis
