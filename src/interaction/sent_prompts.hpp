// What a batch of targets sends to the model round by round: the prompts given so far under the protocol's history
// rule, in pixels of the model grid.
#pragma once

#include <utility>
#include <vector>

#include "imis/image/placement.hpp"
#include "imis/interaction/prompt.hpp"
#include "imis/interaction/protocol.hpp"
#include "imis/model/engine.hpp"

namespace imis {

// The prompts of T targets, all of the same kinds and numbers of points, on the model grid and on the device. texts: a
// vector [D] a target, or empty.
[[nodiscard]] PromptBatch on_model_grid(const std::vector<Prompt>& prompts, const std::vector<at::Tensor>& texts,
                                        const Placement& placement, const at::Device& device);

// What of low-res logits [T, h, w] is sent along as mask: [T, 1, h, w], or undefined.
[[nodiscard]] at::Tensor fed_back(MaskFeedback feedback, const at::Tensor& low_res);

class SentPrompts {
public:
    explicit SentPrompts(const Protocol& protocol) : protocol_(protocol) {}

    // The first prompts.
    void start(PromptBatch first) { batch_ = std::move(first); }

    // Further prompts for every target, on the model grid, and the mask that they correct: low_res, float32 [T, h, w]
    // logits. A further box or text takes the place of an earlier one.
    void add(PromptBatch next, const at::Tensor& low_res);

    [[nodiscard]] const PromptBatch& batch() const { return batch_; }

private:
    Protocol protocol_;
    PromptBatch batch_;
};

// int64 [T, 3] clicks (x, y, label) on a grid of a size -> points and labels on the model grid, on the same device.
[[nodiscard]] PromptBatch placed_clicks(const at::Tensor& clicks, Size grid, const Placement& placement);

}  // namespace imis
