#include "sent_prompts.hpp"

#include <ATen/ATen.h>

namespace imis {
namespace {

at::Tensor joined(const at::Tensor& earlier, const at::Tensor& further) {
    if (!earlier.defined()) return further;
    return further.defined() ? at::cat({earlier, further}, 1) : earlier;
}

void stack_points(const std::vector<Prompt>& prompts, const Placement& placement, const at::Device& device,
                  PromptBatch& batch) {
    std::vector<float> points;
    std::vector<std::int64_t> labels;
    for (const Prompt& prompt : prompts) {
        const GridMap to_grid = to_model_grid(prompt.grid, placement);
        for (const Click& click : prompt.points) {
            const Point at = to_grid(click.at);
            points.insert(points.end(), {at.x, at.y});
            labels.push_back(click.label);
        }
    }
    if (labels.empty()) return;
    const auto count = static_cast<std::int64_t>(prompts.size());
    batch.points = at::tensor(points).view({count, -1, 2}).to(device);
    batch.labels = at::tensor(labels, at::kLong).view({count, -1}).to(device);
}

at::Tensor stacked_boxes(const std::vector<Prompt>& prompts, const Placement& placement, const at::Device& device) {
    std::vector<float> sides;
    for (const Prompt& prompt : prompts) {
        if (!prompt.box) continue;
        const Box box = to_model_grid(prompt.grid, placement)(*prompt.box);
        sides.insert(sides.end(), {box.x0, box.y0, box.x1, box.y1});
    }
    if (sides.empty()) return {};
    return at::tensor(sides).view({static_cast<std::int64_t>(prompts.size()), 4}).to(device);
}

// Adds the tensors of one kind.
void stack(PromptKind kind, const std::vector<Prompt>& prompts, const std::vector<at::Tensor>& texts,
           const Placement& placement, const at::Device& device, PromptBatch& batch) {
    switch (kind) {
        case PromptKind::point:
            stack_points(prompts, placement, device, batch);
            return;
        case PromptKind::box:
            batch.boxes = stacked_boxes(prompts, placement, device);
            return;
        case PromptKind::text:
            if (!texts.empty()) batch.text = at::stack(texts);
            return;
        case PromptKind::mask:
            return;  // fed back, or started from: no part of a Prompt
    }
}

// Adds what is sent again of one kind of earlier prompts.
void keep(PromptKind kind, const PromptBatch& earlier, History history, PromptBatch& next) {
    switch (kind) {
        case PromptKind::point:
            if (history == History::last) return;
            next.points = joined(earlier.points, next.points);
            next.labels = joined(earlier.labels, next.labels);
            return;
        case PromptKind::box:
            if (history == History::all && !next.boxes.defined()) next.boxes = earlier.boxes;
            return;
        case PromptKind::text:
            if (history == History::all && !next.text.defined()) next.text = earlier.text;
            return;
        case PromptKind::mask:
            return;  // of the last round alone
    }
}

}  // namespace

PromptBatch on_model_grid(const std::vector<Prompt>& prompts, const std::vector<at::Tensor>& texts,
                          const Placement& placement, const at::Device& device) {
    PromptBatch batch;
    for (const PromptKindInfo& info : prompt_kinds) stack(info.kind, prompts, texts, placement, device, batch);
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
    for (const PromptKindInfo& info : prompt_kinds) keep(info.kind, batch_, protocol_.history, next);
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
