#include "imis/interaction/click_policy.hpp"

#include <cstring>

#include <ATen/ATen.h>

#include "imis/base/error.hpp"
#include "imis/interaction/simulated_prompts.hpp"

namespace imis {
namespace {

void check_shapes(const at::Tensor& predicted, const at::Tensor& target, std::size_t keys, const at::Tensor& earlier) {
    if (target.dim() != 3 || predicted.sizes() != target.sizes() || target.size(0) != static_cast<std::int64_t>(keys)) {
        throw Error("next_clicks: prediction, target and keys do not match");
    }
    if (earlier.defined() && (earlier.dim() != 3 || earlier.size(0) != target.size(0) || earlier.size(2) != 3)) {
        throw Error("next_clicks: earlier clicks must be [targets, clicks, 3]");
    }
}

// PixelError of every pixel as uint8 [T, H, W] on the host: computed where the masks are, so that one tensor is copied.
at::Tensor errors_on_host(const at::Tensor& predicted, const at::Tensor& target) {
    const at::Tensor missed = target.bitwise_and(predicted.logical_not()).to(at::kByte);
    const at::Tensor overrun = predicted.bitwise_and(target.logical_not()).to(at::kByte);
    static_assert(static_cast<int>(PixelError::missed) == 1 && static_cast<int>(PixelError::overrun) == 2);
    return missed.add(overrun, 2).cpu().contiguous();
}

// The errors of target i out of uint8 [T, H, W].
ErrorMap errors_of(const at::Tensor& errors, std::int64_t i) {
    ErrorMap map;
    map.size = {static_cast<int>(errors.size(1)), static_cast<int>(errors.size(2))};
    map.pixels.resize(static_cast<std::size_t>(map.size.area()));
    std::memcpy(map.pixels.data(), errors.const_data_ptr<std::uint8_t>() + i * map.size.area(), map.pixels.size());
    return map;
}

// The clicks on target i out of int64 [T, N, 3] on the host.
std::vector<Click> clicks_on(const at::Tensor& clicks, std::int64_t i) {
    std::vector<Click> result;
    if (!clicks.defined()) return result;
    const std::int64_t count = clicks.size(1);
    for (std::int64_t n = i * count; n < (i + 1) * count; ++n) {
        const std::int64_t* click = clicks.const_data_ptr<std::int64_t>() + 3 * n;
        result.push_back({{static_cast<float>(click[0]), static_cast<float>(click[1])}, static_cast<int>(click[2])});
    }
    return result;
}

// The clicks of one a target, which are given where their label is not that of no point.
NextClicks to_tensors(const std::vector<Click>& clicks, const at::Device& device) {
    std::vector<std::int64_t> values;
    for (const Click& click : clicks) {
        values.insert(values.end(),
                      {static_cast<std::int64_t>(click.at.x), static_cast<std::int64_t>(click.at.y), click.label});
    }
    const at::Tensor tensor =
        at::tensor(values, at::kLong).view({static_cast<std::int64_t>(clicks.size()), 3}).to(device);
    return {tensor, tensor.select(1, 2).ge(0)};
}

// A click for every target, found on the host. click_for: Click of a target's errors and index.
template <typename ClickFor>
NextClicks clicks_from_errors(const at::Tensor& predicted, const at::Tensor& target, ClickFor click_for) {
    const at::Tensor errors = errors_on_host(predicted, target);
    std::vector<Click> clicks;
    for (std::int64_t i = 0; i < errors.size(0); ++i) clicks.push_back(click_for(errors_of(errors, i), i));
    return to_tensors(clicks, target.device());
}

}  // namespace

Click first_click(ClickPolicy policy, const Mask& target, const RandomKey& key) {
    const auto all_missed = [&] { return error_map(Mask::zeros(target.size), target); };
    Click click;
    switch (policy) {
        case ClickPolicy::imis:
            return central_click(target, key);
        case ClickPolicy::sam_med2d:
            return uniform_click(target, key);
        case ClickPolicy::ritm:
            click = ritm_click(all_missed(), {});
            break;
        case ClickPolicy::cvpr25:
            click = cvpr25_click(all_missed(), priority_key(key));
            break;
    }
    if (click.label < 0) throw Error("first click: the target is empty");
    return click;
}

NextClicks next_clicks(ClickPolicy policy, const at::Tensor& predicted, const at::Tensor& target,
                       const std::vector<PriorityKey>& keys, const at::Tensor& earlier) {
    check_shapes(predicted, target, keys.size(), earlier);
    switch (policy) {
        case ClickPolicy::imis:
        case ClickPolicy::sam_med2d:
            break;
        case ClickPolicy::ritm: {
            const at::Tensor given = earlier.defined() ? earlier.to(at::kCPU, at::kLong).contiguous() : at::Tensor();
            return clicks_from_errors(predicted, target, [&](const ErrorMap& errors, std::int64_t i) {
                return ritm_click(errors, clicks_on(given, i));
            });
        }
        case ClickPolicy::cvpr25:
            return clicks_from_errors(predicted, target, [&](const ErrorMap& errors, std::int64_t i) {
                return cvpr25_click(errors, keys[static_cast<std::size_t>(i)]);
            });
    }
    return {error_clicks(predicted, target, keys), {}};
}

}  // namespace imis
