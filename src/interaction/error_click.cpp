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

// v ^= v >> bits, as if the int32 tensor held numbers without sign: their shift brings in zeros.
void xor_with_shifted(at::Tensor& value, std::int64_t bits) {
    value.bitwise_xor_(value.bitwise_right_shift(bits).bitwise_and_(low_32_bits >> bits));
}

// mix_bits on an int32 tensor that holds the numbers' bits. Of all that is done for a click on an accelerator this takes
// the longest, for the memory that it goes through: hence in place, in 32 bits, whose products wrap around as they must.
void mix_bits_in_place(at::Tensor& value) {
    xor_with_shifted(value, 16);
    value.mul_(static_cast<std::int64_t>(mix_first));
    xor_with_shifted(value, 15);
    value.mul_(static_cast<std::int64_t>(mix_second));
    xor_with_shifted(value, 15);
}

// [T, 1] of one number a key.
template <typename Number>
at::Tensor per_key(const std::vector<PriorityKey>& keys, const at::TensorOptions& options, Number number) {
    std::vector<decltype(number(PriorityKey{}))> values;
    for (const PriorityKey& key : keys) values.push_back(number(key));
    return at::tensor(values, options.dtype()).to(options.device()).unsqueeze(1);
}

// int64 [T, pixels]: pixel_priority under each target's key.
at::Tensor priorities(std::int64_t pixels, const std::vector<PriorityKey>& keys, const at::Device& device) {
    const auto bits = at::TensorOptions(device).dtype(at::kInt);
    const auto low = [](PriorityKey key) { return static_cast<std::int32_t>(key.low); };
    const auto high = [](PriorityKey key) { return static_cast<std::int32_t>(key.high); };
    at::Tensor value = at::arange(pixels, bits).unsqueeze(0).bitwise_xor(per_key(keys, bits, low));
    mix_bits_in_place(value);
    value.bitwise_xor_(per_key(keys, bits, high));
    mix_bits_in_place(value);
    return value.to(at::kLong).bitwise_and_(low_32_bits);
}

}  // namespace

at::Tensor error_clicks_by_tensors(const at::Tensor& predicted, const at::Tensor& target,
                                   const std::vector<PriorityKey>& keys) {
    const auto numbers = at::TensorOptions(target.device()).dtype(at::kLong);
    const std::int64_t width = target.size(2);
    const at::Tensor differs = predicted.bitwise_xor(target).flatten(1);
    const at::Tensor drawn = priorities(target.size(1) * width, keys, target.device())
                                 .masked_fill_(differs.logical_not(), -1)
                                 .argmax(1, true);  // [T, 1]
    const at::Tensor any = differs.any(1, true);
    const at::Tensor label = target.flatten(1).gather(1, drawn).to(at::kLong);
    const at::Tensor x = at::where(any, drawn.remainder(width), per_key(keys, numbers, blank_x));
    const at::Tensor y = at::where(any, drawn.div(width, "floor"), per_key(keys, numbers, blank_y));
    return at::cat({x, y, label.masked_fill(any.logical_not(), no_point)}, 1);
}

at::Tensor error_clicks(const at::Tensor& predicted, const at::Tensor& target, const std::vector<PriorityKey>& keys) {
    return target.is_cpu() ? clicks_on_host(predicted, target, keys) : error_clicks_by_tensors(predicted, target, keys);
}

}  // namespace imis
