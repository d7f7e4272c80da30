#include "sent_prompts.hpp"

#include <ATen/ATen.h>

namespace imis {

SentPrompts::SentPrompts(const Protocol& protocol, const Placement& placement, const at::Device& device)
    : protocol_(protocol), placement_(placement), device_(device) {}

void SentPrompts::start(const std::vector<Prompt>& prompts, const std::vector<at::Tensor>& texts) {
    std::vector<float> points;
    std::vector<std::int64_t> labels;
    std::vector<float> boxes;
    for (const Prompt& prompt : prompts) {
        const GridMap to_grid = to_model_grid(prompt.grid, placement_);
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
    batch_ = {};
    if (!labels.empty()) {
        batch_.points = at::tensor(points).view({count, -1, 2}).to(device_);
        batch_.labels = at::tensor(labels, at::kLong).view({count, -1}).to(device_);
    }
    if (!boxes.empty()) batch_.boxes = at::tensor(boxes).view({count, 4}).to(device_);
    if (!texts.empty()) batch_.text = at::stack(texts);
}

at::Tensor SentPrompts::points_of(const at::Tensor& clicks, Size grid) const {
    const GridMap map = to_model_grid(grid, placement_);
    const at::Tensor at = clicks.slice(1, 0, 2).to(at::kDouble);
    const at::Tensor x = at.select(1, 0) * map.scale_x + map.left;
    const at::Tensor y = at.select(1, 1) * map.scale_y + map.top;
    return at::stack({x, y}, 1).to(at::kFloat).unsqueeze(1);
}

void SentPrompts::add(const at::Tensor& points, const at::Tensor& labels, const at::Tensor& low_res) {
    PromptBatch next;
    if (protocol_.history == History::all) {
        next = batch_;
    } else if (protocol_.history == History::points) {
        next.points = batch_.points;
        next.labels = batch_.labels;
    }
    next.points = next.points.defined() ? at::cat({next.points, points}, 1) : points;
    next.labels = next.labels.defined() ? at::cat({next.labels, labels}, 1) : labels;
    next.mask = at::Tensor();
    if (protocol_.mask_feedback == MaskFeedback::logits) next.mask = low_res.unsqueeze(1);
    if (protocol_.mask_feedback == MaskFeedback::sigmoid) next.mask = low_res.unsqueeze(1).sigmoid();
    batch_ = std::move(next);
}

}  // namespace imis
