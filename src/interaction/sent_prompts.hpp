// What a batch of targets sends to the model round by round: the prompts given so far under the protocol's history rule, in
// pixels of the model grid.
#pragma once

#include <vector>

#include "imis/image/placement.hpp"
#include "imis/interaction/prompt.hpp"
#include "imis/interaction/protocol.hpp"
#include "imis/model/engine.hpp"

namespace imis {

class SentPrompts {
public:
    // protocol and placement must outlive the object.
    SentPrompts(const Protocol& protocol, const Placement& placement, const at::Device& device);

    // The first prompts of T targets, all of the same kinds and numbers of points; texts: a vector [D] a target, or empty.
    void start(const std::vector<Prompt>& prompts, const std::vector<at::Tensor>& texts);

    // A further click for every target, and the mask it corrects. points: float32 [T, 1, 2] in pixels of the model grid;
    // labels: int64 [T, 1]; low_res: float32 [T, h, w] logits.
    void add(const at::Tensor& points, const at::Tensor& labels, const at::Tensor& low_res);

    // int64 [T, 3] clicks (x, y, label) on a grid of a size -> points as add() takes them, on the same device.
    [[nodiscard]] at::Tensor points_of(const at::Tensor& clicks, Size grid) const;

    [[nodiscard]] const PromptBatch& batch() const { return batch_; }

private:
    const Protocol& protocol_;
    const Placement& placement_;
    at::Device device_;
    PromptBatch batch_;
};

}  // namespace imis
