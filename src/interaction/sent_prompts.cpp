#include "sent_prompts.hpp"

#include <ATen/ATen.h>

namespace imis {
namespace {

at::Tensor joined(const at::Tensor& earlier, const at::Tensor& further) {
    if (!earlier.defined()) return further;
    return further.defined() ? at::cat({earlier, further}, 1) : earlier;
}

}  // namespace

PromptBatch on_model_grid(const std::vector<Prompt>& prompts, const std::vector<at::Tensor>& texts,
                          const Placement& placement, const at::Device& device) {
    std::vector<float> points;
    std::vector<std::int64_t> labels;
    std::vector<float> boxes;
    for (const Prompt& prompt : prompts) {
        const GridMap to_grid = to_model_grid(prompt.grid, placement);
        for (const Click& click : prompt.points) {
            const Point at = to_grid(click.at);
            points.insert(points.end(), {at.x, at.y});
            labels.push_back(click.label);
        }
        if (!prompt.box) continue;
        const Box box = to_grid(*prompt.box);
        boxes.insert(boxes.end(), {box.x0, box.y0, box.x1, box.y1});
    }
    const auto count = static_cast<std::int64_t>(prompts.size());
    PromptBatch batch;
    if (!labels.empty()) {
        batch.points = at::tensor(points).view({count, -1, 2}).to(device);
        batch.labels = at::tensor(labels, at::kLong).view({count, -1}).to(device);
    }
    if (!boxes.empty()) batch.boxes = at::tensor(boxes).view({count, 4}).to(device);
    if (!texts.empty()) batch.text = at::stack(texts);
    return batch;
}

at::Tensor fed_back(MaskFeedback feedback, const at::Tensor& low_res) {
    switch (feedback) {
        case MaskFeedback::logits:
            return low_res.unsqueeze(1);
        case MaskFeedback::sigmoid:
            return low_res.unsqueeze(1).sigmoid();
        case MaskFeedback::none:
            break;
    }
    return {};
}

void SentPrompts::add(PromptBatch next, const at::Tensor& low_res) {
    if (protocol_.history != History::last) {
        next.points = joined(batch_.points, next.points);
        next.labels = joined(batch_.labels, next.labels);
    }
    if (protocol_.history == History::all) {
        if (!next.boxes.defined()) next.boxes = batch_.boxes;
        if (!next.text.defined()) next.text = batch_.text;
    }
    next.mask = fed_back(protocol_.mask_feedback, low_res);
    batch_ = std::move(next);
}

PromptBatch placed_clicks(const at::Tensor& clicks, Size grid, const Placement& placement) {
    const GridMap map = to_model_grid(grid, placement);
    const at::Tensor at = clicks.slice(1, 0, 2).to(at::kDouble);
    const at::Tensor x = at.select(1, 0) * map.scale_x + map.left;
    const at::Tensor y = at.select(1, 1) * map.scale_y + map.top;
    PromptBatch batch;
    batch.points = at::stack({x, y}, 1).to(at::kFloat).unsqueeze(1);
    batch.labels = clicks.slice(1, 2, 3);
    return batch;
}

}  // namespace imis
