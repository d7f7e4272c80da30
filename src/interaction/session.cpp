#include "imis/interaction/session.hpp"

#include <algorithm>

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "imis/base/error.hpp"
#include "imis/interaction/error_click.hpp"
#include "imis/interaction/first_prompt.hpp"

namespace imis {
namespace {

using Targets = std::span<const InteractionTarget>;

at::Tensor stack_masks(Targets targets, const Mask* InteractionTarget::*which, const at::Device& device) {
    std::vector<at::Tensor> masks;
    for (const InteractionTarget& target : targets) {
        const Mask& mask = *(target.*which);
        // from_blob wants a mutable pointer; the blob is only read.
        masks.push_back(at::from_blob(const_cast<std::uint8_t*>(mask.pixels.data()),
                                      {mask.size.height, mask.size.width}, at::kByte));
    }
    return at::stack(masks).to(device).to(at::kBool);
}

std::vector<PriorityKey> round_keys(Targets targets, int round) {
    std::vector<PriorityKey> keys;
    for (const InteractionTarget& target : targets) keys.push_back(priority_key(target.key.with(round)));
    return keys;
}

// What one round left on the device, to be read back after the last one.
struct RoundTensors {
    at::Tensor counts;         // int64 [T, 2]: pixels of intersection and of prediction
    at::Tensor predicted_iou;  // float32 [T]
    at::Tensor finite;         // bool [T]
    at::Tensor category;       // int64 [T], or undefined
    at::Tensor clicks;         // int64 [T, 3], the click that leads to the next round; undefined in the last
};

// The rounds of one batch of targets.
class BatchSession {
public:
    BatchSession(const Engine& engine, const Embedding& embedding, Targets targets, const InteractionOptions& options)
        : engine_(engine),
          embedding_(embedding),
          targets_(targets),
          options_(options),
          original_(stack_masks(targets, &InteractionTarget::original, engine.device())),
          grid_(stack_masks(targets, &InteractionTarget::grid, engine.device())) {
        give_first_prompts();
    }

    void run(const RoundObserver& observer, std::size_t first_target) {
        for (int round = 1; round <= options_.rounds; ++round) {
            if (options_.check_stop) options_.check_stop();
            const Decoded decoded = engine_.decode(embedding_, batch_);
            const at::Tensor grid_logits = engine_.to_grid(decoded.low_res);
            const at::Tensor mask = engine_.to_mask(grid_logits, targets_.front().original->size);
            rounds_.push_back(record(decoded, mask));
            if (observer) observer(round, first_target, mask, decoded.low_res);
            if (round < options_.rounds) give_click(decoded, grid_logits, round + 1);
        }
    }

    [[nodiscard]] std::vector<TargetOutcome> outcomes() const;

private:
    void give_first_prompts();
    void give_click(const Decoded& decoded, const at::Tensor& grid_logits, int round);
    [[nodiscard]] RoundTensors record(const Decoded& decoded, const at::Tensor& mask) const;

    const Engine& engine_;
    const Embedding& embedding_;
    Targets targets_;
    const InteractionOptions& options_;
    at::Tensor original_;  // bool [T, height, width]
    at::Tensor grid_;      // bool [T, H, W]
    PromptBatch batch_;
    std::vector<Prompt> first_prompts_;
    std::vector<RoundTensors> rounds_;
};

void BatchSession::give_first_prompts() {
    std::vector<float> points;
    std::vector<float> boxes;
    std::vector<at::Tensor> texts;
    for (const InteractionTarget& target : targets_) {
        Prompt prompt;
        if (options_.first.point) {
            prompt.points.push_back(first_click(*target.grid, target.key.with(1)));
            points.insert(points.end(), {prompt.points[0].at.x, prompt.points[0].at.y});
        }
        if (options_.first.box) {
            prompt.box = tight_box(*target.grid);
            boxes.insert(boxes.end(), {prompt.box->x0, prompt.box->y0, prompt.box->x1, prompt.box->y1});
        }
        if (options_.first.text) {
            prompt.text = target.sentence;
            texts.push_back(target.text);
        }
        first_prompts_.push_back(std::move(prompt));
    }
    const auto count = static_cast<std::int64_t>(targets_.size());
    if (options_.first.point) {
        batch_.points = at::tensor(points).view({count, 1, 2});
        batch_.labels = at::ones({count, 1}, at::kLong);
    }
    if (options_.first.box) batch_.boxes = at::tensor(boxes).view({count, 4});
    if (options_.first.text) batch_.text = at::stack(texts);
}

void BatchSession::give_click(const Decoded& decoded, const at::Tensor& grid_logits, int round) {
    const Manifest& manifest = engine_.manifest();
    const at::Tensor clicks = error_clicks(grid_logits > manifest.threshold, grid_, round_keys(targets_, round));
    rounds_.back().clicks = clicks;
    const at::Tensor point = clicks.slice(1, 0, 2).to(at::kFloat).unsqueeze(1);
    const at::Tensor label = clicks.slice(1, 2, 3);
    PromptBatch next;
    if (manifest.history == History::all) next = batch_;
    const bool append = next.points.defined();
    next.points = append ? at::cat({next.points.to(point.device()), point}, 1) : point;
    next.labels = append ? at::cat({next.labels.to(label.device()), label}, 1) : label;
    if (manifest.mask_feedback != MaskFeedback::none) next.mask = decoded.low_res.unsqueeze(1);
    if (manifest.mask_feedback == MaskFeedback::sigmoid) next.mask = next.mask.sigmoid();
    batch_ = std::move(next);
}

RoundTensors BatchSession::record(const Decoded& decoded, const at::Tensor& mask) const {
    RoundTensors round;
    round.counts = at::stack({mask.bitwise_and(original_).sum({1, 2}), mask.sum({1, 2})}, 1);
    round.predicted_iou = decoded.predicted_iou;
    round.finite = decoded.low_res.isfinite().flatten(1).all(1).bitwise_and(decoded.predicted_iou.isfinite());
    round.category = engine_.categorise(decoded.semantic);
    return round;
}

// The prompt of the round that `click` opened, given the round before.
Prompt next_prompt(const Manifest& manifest, const Prompt& before, const std::int64_t* click) {
    Prompt prompt;
    if (manifest.history == History::all) prompt = before;
    prompt.points.push_back({{static_cast<float>(click[0]), static_cast<float>(click[1])}, static_cast<int>(click[2])});
    prompt.previous_mask = manifest.mask_feedback != MaskFeedback::none;
    return prompt;
}

std::vector<TargetOutcome> BatchSession::outcomes() const {
    std::vector<TargetOutcome> outcomes(targets_.size());
    std::vector<Prompt> prompts = first_prompts_;
    for (const RoundTensors& round : rounds_) {
        const at::Tensor counts = round.counts.cpu().contiguous();
        const at::Tensor predicted_iou = round.predicted_iou.cpu().contiguous();
        const at::Tensor finite = round.finite.cpu().contiguous();
        const at::Tensor category = round.category.defined() ? round.category.cpu().contiguous() : at::Tensor();
        const at::Tensor clicks = round.clicks.defined() ? round.clicks.cpu().contiguous() : at::Tensor();
        for (std::size_t i = 0; i < targets_.size(); ++i) {
            const std::int64_t* count = counts.const_data_ptr<std::int64_t>() + 2 * i;
            RoundOutcome outcome{prompts[i],
                                 {count[0], count[1], area(*targets_[i].original)},
                                 predicted_iou.const_data_ptr<float>()[i],
                                 -1};
            if (category.defined()) outcome.category = static_cast<int>(category.const_data_ptr<std::int64_t>()[i]);
            outcomes[i].finite = outcomes[i].finite && finite.const_data_ptr<bool>()[i];
            outcomes[i].rounds.push_back(std::move(outcome));
            if (clicks.defined()) {
                prompts[i] = next_prompt(engine_.manifest(), prompts[i], clicks.const_data_ptr<std::int64_t>() + 3 * i);
            }
        }
    }
    return outcomes;
}

}  // namespace

std::vector<TargetOutcome> run_rounds(const Engine& engine, const Embedding& embedding, Targets targets,
                                      const InteractionOptions& options, const RoundObserver& observer) {
    check_prompts_supported(engine.manifest(), options.first, options.rounds);
    const c10::InferenceMode inference;
    std::vector<TargetOutcome> all;
    const auto batch_size = static_cast<std::size_t>(engine.batch_size());
    for (std::size_t first = 0; first < targets.size(); first += batch_size) {
        BatchSession session(engine, embedding, targets.subspan(first, std::min(batch_size, targets.size() - first)),
                             options);
        session.run(observer, first);
        std::ranges::move(session.outcomes(), std::back_inserter(all));
    }
    return all;
}

void check_prompts_supported(const Manifest& manifest, const PromptKinds& kinds, int rounds) {
    const auto require = [&](bool asked, bool supported, const std::string& kind) {
        if (asked && !supported) {
            throw UsageError(
                "the model " + manifest.name + " takes no " + kind + " prompts; use another --prompt" +
                (kind == "point" && rounds > 1 ? ", or --rounds 1 (later rounds are corrected by points)" : ""));
        }
    };
    require(kinds.point || rounds > 1, manifest.prompts.point, "point");
    require(kinds.box, manifest.prompts.box, "box");
    require(kinds.text, manifest.prompts.text, "text");
}

}  // namespace imis
