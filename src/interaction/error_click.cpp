#include <ATen/ATen.h>

#include "imis/interaction/simulated_prompts.hpp"

namespace imis {
namespace {

// Where a perfect mask leaves nothing to click on, the reference clicks anywhere in the first 256 x 256 pixels,
// whatever the grid's size, with the label of no point.
constexpr std::uint32_t blank_extent = 256;
constexpr std::int64_t no_point = -1;
constexpr std::int64_t low_32_bits = 0xffffffff;

std::int64_t blank_x(PriorityKey key) {
    return mix_bits(key.low) % blank_extent;
}
std::int64_t blank_y(PriorityKey key) {
    return mix_bits(key.high) % blank_extent;
}

// One target on the host: a single pass over the pixels, priorities computed where the masks differ alone.
void click_one(const bool* predicted, const bool* target, std::int64_t pixels, std::int64_t width, PriorityKey key,
               std::int64_t* click) {
    std::int64_t drawn = -1;
    std::uint32_t highest = 0;
    for (std::int64_t pixel = 0; pixel < pixels; ++pixel) {
        if (predicted[pixel] == target[pixel]) continue;
        const std::uint32_t priority = pixel_priority(key, static_cast<std::uint32_t>(pixel));
        if (drawn < 0 || priority > highest) {
            drawn = pixel;
            highest = priority;
        }
    }
    click[0] = drawn < 0 ? blank_x(key) : drawn % width;
    click[1] = drawn < 0 ? blank_y(key) : drawn / width;
    click[2] = drawn < 0 ? no_point : (target[drawn] ? 1 : 0);
}

at::Tensor clicks_on_host(const at::Tensor& predicted, const at::Tensor& target, const std::vector<PriorityKey>& keys) {
    const at::Tensor prediction = predicted.contiguous();
    const at::Tensor truth = target.contiguous();
    const std::int64_t width = truth.size(2);
    const std::int64_t pixels = truth.size(1) * width;
    at::Tensor clicks = at::empty({truth.size(0), 3}, at::kLong);
    for (std::int64_t i = 0; i < truth.size(0); ++i) {
        click_one(prediction.const_data_ptr<bool>() + i * pixels, truth.const_data_ptr<bool>() + i * pixels, pixels,
                  width, keys[static_cast<std::size_t>(i)], clicks.mutable_data_ptr<std::int64_t>() + 3 * i);
    }
    return clicks;
}

// mix_bits on int64 tensors that hold 32-bit numbers: the products stay below 2^63.
at::Tensor mix_bits(const at::Tensor& value) {
    at::Tensor mixed = value.bitwise_xor(value.bitwise_right_shift(16));
    mixed = (mixed * static_cast<std::int64_t>(mix_first)).bitwise_and(low_32_bits);
    mixed = mixed.bitwise_xor(mixed.bitwise_right_shift(15));
    mixed = (mixed * static_cast<std::int64_t>(mix_second)).bitwise_and(low_32_bits);
    return mixed.bitwise_xor(mixed.bitwise_right_shift(15));
}

// int64 [T, 1] of one number a key.
template <typename Number>
at::Tensor per_key(const std::vector<PriorityKey>& keys, const at::Device& device, Number number) {
    std::vector<std::int64_t> values;
    for (const PriorityKey& key : keys) values.push_back(number(key));
    return at::tensor(values, at::kLong).to(device).unsqueeze(1);
}

}  // namespace

at::Tensor error_clicks_by_tensors(const at::Tensor& predicted, const at::Tensor& target,
                                   const std::vector<PriorityKey>& keys) {
    const at::Device device = target.device();
    const std::int64_t width = target.size(2);
    const at::Tensor low = per_key(keys, device, [](PriorityKey key) -> std::int64_t { return key.low; });
    const at::Tensor high = per_key(keys, device, [](PriorityKey key) -> std::int64_t { return key.high; });
    const at::Tensor pixel =
        at::arange(target.size(1) * width, at::TensorOptions(device).dtype(at::kLong)).unsqueeze(0);
    const at::Tensor priority = mix_bits(mix_bits(pixel.bitwise_xor(low)).bitwise_xor(high));
    const at::Tensor differs = predicted.bitwise_xor(target).flatten(1);
    const at::Tensor drawn = priority.masked_fill(differs.logical_not(), -1).argmax(1, true);  // [T, 1]
    const at::Tensor any = differs.any(1, true);
    const at::Tensor label = target.flatten(1).gather(1, drawn).to(at::kLong);
    const at::Tensor x = at::where(any, drawn.remainder(width), per_key(keys, device, blank_x));
    const at::Tensor y = at::where(any, drawn.div(width, "floor"), per_key(keys, device, blank_y));
    return at::cat({x, y, label.masked_fill(any.logical_not(), no_point)}, 1);
}

at::Tensor error_clicks(const at::Tensor& predicted, const at::Tensor& target, const std::vector<PriorityKey>& keys) {
    return target.is_cpu() ? clicks_on_host(predicted, target, keys) : error_clicks_by_tensors(predicted, target, keys);
}

}  // namespace imis
