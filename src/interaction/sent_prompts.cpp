#include "sent_prompts.hpp"

#include <ATen/ATen.h>

namespace imis {
namespace {

struct Scale {
    double x = 1;
    double y = 1;
};

Scale scale_of(Size prompt_grid, const Placement& placement) {
    return {static_cast<double>(placement.content.width) / prompt_grid.width,
            static_cast<double>(placement.content.height) / prompt_grid.height};
}

}  // namespace

Point to_model_grid(Point at, Size prompt_grid, const Placement& placement) {
    const Scale scale = scale_of(prompt_grid, placement);
    return {static_cast<float>(at.x * scale.x + placement.left), static_cast<float>(at.y * scale.y + placement.top)};
}

SentPrompts::SentPrompts(const Protocol& protocol, const Placement& placement, const at::Device& device)
    : protocol_(protocol), placement_(placement), device_(device) {}

void SentPrompts::start(const std::vector<Prompt>& prompts, const std::vector<at::Tensor>& texts) {
    std::vector<float> points;
    std::vector<std::int64_t> labels;
    std::vector<float> boxes;
    for (const Prompt& prompt : prompts) {
        for (const Click& click : prompt.points) {
            const Point at = to_model_grid(click.at, prompt.grid, placement_);
            points.insert(points.end(), {at.x, at.y});
            labels.push_back(click.label);
        }
        if (!prompt.box) continue;
        const Point first = to_model_grid({prompt.box->x0, prompt.box->y0}, prompt.grid, placement_);
        const Point last = to_model_grid({prompt.box->x1, prompt.box->y1}, prompt.grid, placement_);
        boxes.insert(boxes.end(), {first.x, first.y, last.x, last.y});
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
    const Scale scale = scale_of(grid, placement_);
    const at::Tensor at = clicks.slice(1, 0, 2).to(at::kDouble);
    const at::Tensor x = at.select(1, 0) * scale.x + placement_.left;
    const at::Tensor y = at.select(1, 1) * scale.y + placement_.top;
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
