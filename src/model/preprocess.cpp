#include "imis/model/preprocess.hpp"

#include <ATen/ATen.h>

#include "imis/image/resize.hpp"
#include "imis/model/input_spec.hpp"

namespace imis {
namespace {

// The percentiles of Huang et al.'s code, in percent.
constexpr double lower_percentile = 0.95;
constexpr double upper_percentile = 99.5;

// Resized as far as that happens in 8 bits.
Image resize_8bit(const Image& image, Size size, Interpolation interpolation) {
    switch (interpolation) {
        case Interpolation::nearest_exact:
            return resize_nearest(image, size);
        case Interpolation::nearest:
            return resize_nearest_corner(image, size);
        case Interpolation::bilinear_8bit:
            return resize_bilinear_8bit(image, size);
        case Interpolation::cubic_antialias:
            return resize_cubic_antialias(image, size);
        case Interpolation::bilinear_antialias:
            break;  // in floats
    }
    return image;
}

// float32 [1, 3, h, w] of 0..255 on the device.
at::Tensor to_device(Image& image, const at::Device& device) {
    const auto pixels = at::from_blob(image.rgb.data(), {1, image.size.height, image.size.width, 3}, at::kByte);
    // copy = true: the blob must not outlive `image`.
    const auto values = pixels.to(device, at::kByte, /*non_blocking=*/false, /*copy=*/true).permute({0, 3, 1, 2});
    return values.to(at::kFloat).contiguous();
}

at::Tensor normalise_min_max(const at::Tensor& values) {
    const auto exact = values.to(at::kDouble);
    const auto lowest = exact.min();
    return ((exact - lowest) / (exact.max() - lowest).clamp_min(1e-8)).to(at::kFloat);
}

at::Tensor normalise(const at::Tensor& values, const InputSpec& input) {
    if (input.normalisation == Normalisation::min_max) return normalise_min_max(values);
    const auto colours = [&](const std::array<float, 3>& numbers) {
        return at::tensor(at::ArrayRef<float>(numbers.data(), numbers.size())).to(values.device()).view({1, 3, 1, 1});
    };
    return values.sub(colours(input.mean)).div_(colours(input.std));
}

at::Tensor pad(const at::Tensor& values, const Placement& placement) {
    if (placement.content == placement.grid) return values;
    const int right = placement.grid.width - placement.content.width - placement.left;
    const int bottom = placement.grid.height - placement.content.height - placement.top;
    return at::constant_pad_nd(values, {placement.left, right, placement.top, bottom}, 0);
}

}  // namespace

at::Tensor to_model_input(const Image& image, const InputSpec& input, const at::Device& device) {
    const Placement placement = place(image.size, input);
    const Size size = placement.content;
    Image resized =
        input.intensity == Intensity::percentiles
            ? resize_8bit(stretch_percentiles(image, lower_percentile, upper_percentile), size, input.interpolation)
            : resize_8bit(image, size, input.interpolation);
    at::Tensor values = to_device(resized, device);
    if (resized.size != size) {
        values = at::_upsample_bilinear2d_aa(values, {size.height, size.width}, /*align_corners=*/false);
    }
    if (input.channels == Channels::bgr) values = values.flip(1);
    return pad(normalise(values, input), placement);
}

}  // namespace imis
