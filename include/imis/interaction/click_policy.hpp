// The simulated users: where each clicks first and next.
//
//   policy      first click                           next click                                     nothing differs
//   imis        half of the target nearest to its     uniform over the error                         x, y in 0..255,
//   label -1
//               centroid
//   sam-med2d   uniform over the target               uniform over the error                         x, y in 0..255,
//   label -1 ritm        its next click, nothing predicted     deepest pixel of the deeper side of the error  no click
//   cvpr25      its next click, nothing predicted     deepest pixel of the error's largest part      no click
//
// Details: simulated_prompts.hpp. All random choices are keyed (base/random.hpp): the
// same keys and masks give the same clicks on every device.
#pragma once

#include <vector>

#include <ATen/core/Tensor.h>

#include "imis/base/random.hpp"
#include "imis/image/image.hpp"
#include "imis/interaction/pixel_priority.hpp"
#include "imis/interaction/prompt.hpp"
#include "imis/model/manifest.hpp"

namespace imis {

// The first click for a target, in pixels of the target's grid; its label is 1. Throws Error where the target is empty.
[[nodiscard]] Click first_click(ClickPolicy policy, const Mask& target, const RandomKey& key);

// The clicks of one round for T targets.
struct NextClicks {
    at::Tensor clicks;  // int64 [T, 3] (x, y, label), on the device of the masks
    // bool [T], on the device of the masks: false where no click is given because nothing is left to correct, and the
    // mask of the round before stays; the click is then (0, 0, -1), no point, so that a batch can be decoded all the
    // same. Undefined where the policy always gives a click: imis and sam-med2d.
    at::Tensor given;
};

// The clicks after a round. predicted, target: bool [T, H, W] on one device; keys: T, of this round. earlier: int64 [T,
// N, 3] (x, y, label) on any device, the clicks given so far on the same grid, or undefined for none; ritm alone looks
// at them and skips those of label -1. Throws Error where shapes do not match.
//
// imis and sam-med2d do not copy anything to the host. ritm and cvpr25 work on the host, one target after the other:
// where the masks are on another device, one tensor uint8 [T, H, W] is copied back a call (and `earlier` for ritm).
[[nodiscard]] NextClicks next_clicks(ClickPolicy policy, const at::Tensor& predicted, const at::Tensor& target,
                                     const std::vector<PriorityKey>& keys, const at::Tensor& earlier = {});

}  // namespace imis
