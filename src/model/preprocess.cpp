#include "imis/model/preprocess.hpp"

#include <ATen/ATen.h>

#include "imis/image/resize.hpp"

namespace imis {

at::Tensor to_model_input(const Image& image, const InputSpec& input, const at::Device& device) {
    Image resized = resize_nearest(image, input.size);
    const auto pixels = at::from_blob(resized.rgb.data(), {1, input.size.height, input.size.width, 3}, at::kByte);
    const auto colours = [&](const std::array<float, 3>& values) {
        return at::tensor(at::ArrayRef<float>(values.data(), values.size())).to(device).view({1, 3, 1, 1});
    };
    // copy = true: the blob must not outlive `resized`.
    const auto values = pixels.to(device, at::kByte, /*non_blocking=*/false, /*copy=*/true).permute({0, 3, 1, 2});
    return values.to(at::kFloat).contiguous().sub_(colours(input.mean)).div_(colours(input.std));
}

}  // namespace imis
