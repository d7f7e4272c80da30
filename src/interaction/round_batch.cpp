#include "round_batch.hpp"

#include <algorithm>

#include "imis/base/stage.hpp"
#include "imis/interaction/click_policy.hpp"
#include "imis/interaction/simulated_prompts.hpp"

namespace imis {
namespace {

at::Tensor stack_masks(const Targets& targets, const Mask* InteractionTarget::*which, const at::Device& device) {
    std::vector<at::Tensor> masks;
    for (const InteractionTarget* target : targets) {
        const Mask& mask = *(target->*which);
        // from_blob wants a mutable pointer; the blob is only read.
        masks.push_back(at::from_blob(const_cast<std::uint8_t*>(mask.pixels.data()),
                                      {mask.size.height, mask.size.width}, at::kByte));
    }
    return at::stack(masks).to(device).to(at::kBool);
}

std::vector<PriorityKey> round_keys(const Targets& targets, int round) {
    std::vector<PriorityKey> keys;
    for (const InteractionTarget* target : targets) keys.push_back(priority_key(target->key.with(round)));
    return keys;
}

// Adds what a simulated user gives of one kind in the first round.
void draw(PromptKind kind, const InteractionTarget& target, const Protocol& protocol, Prompt& prompt) {
    switch (kind) {
        case PromptKind::point:
            prompt.points.push_back(first_click(protocol.policy, *target.grid, target.key.with(1)));
            return;
        case PromptKind::box:
            prompt.box =
                jitter_box(tight_box(*target.grid), protocol.box_jitter, prompt.grid, target.key.with("box jitter"));
            return;
        case PromptKind::text:
            prompt.text = target.sentence;
            return;
        case PromptKind::mask:
            return;  // a simulated user begins without one
    }
}

Prompt draw_first_prompt(const InteractionTarget& target, const InteractionOptions& options) {
    Prompt prompt;
    prompt.grid = target.grid->size;
    for (const PromptKindInfo& info : prompt_kinds) {
        if (options.first.has(info.kind)) draw(info.kind, target, options.protocol, prompt);
    }
    return prompt;
}

constexpr std::int64_t categories_kept = 3;  // for the top-3 accuracy

// A row of an int64 [T, n] tensor on the host; empty where it is undefined.
std::vector<int> row_of(const at::Tensor& rows, std::size_t index) {
    if (!rows.defined()) return {};
    const std::int64_t* values = rows.const_data_ptr<std::int64_t>() + rows.size(1) * static_cast<std::int64_t>(index);
    return {values, values + rows.size(1)};
}

// The clicks of a prompt as int64 [N, 3] on another grid.
at::Tensor clicks_on(const Prompt& prompt, Size grid) {
    std::vector<std::int64_t> values;
    for (const Click& click : prompt.points) {
        values.push_back(static_cast<std::int64_t>(click.at.x) * grid.width / prompt.grid.width);
        values.push_back(static_cast<std::int64_t>(click.at.y) * grid.height / prompt.grid.height);
        values.push_back(click.label);
    }
    return at::tensor(values, at::kLong).view({-1, 3});
}

}  // namespace

std::size_t rounds_of(const InteractionTarget& target, const InteractionOptions& options) {
    const auto asked = static_cast<std::size_t>(options.rounds);
    return target.recorded.empty() || options.own_clicks ? asked : std::min(asked, target.recorded.size());
}

RoundBatch::RoundBatch(const Engine& engine, const Embedding& embedding, Targets targets,
                       const InteractionOptions& options)
    : engine_(engine),
      embedding_(embedding),
      placement_(embedding.placement),
      targets_(std::move(targets)),
      options_(options),
      rounds_to_run_(rounds_of(*targets_.front(), options)),
      sent_(options_.protocol) {
    {
        const StageScope stage(Stage::preprocess);
        original_ = stack_masks(targets_, &InteractionTarget::original, engine.device());
        if (!replays_clicks()) grid_ = stack_masks(targets_, &InteractionTarget::grid, engine.device());
    }
    const StageScope stage(Stage::click);
    give_first_prompts();
}

void RoundBatch::run(const RoundObserver& observer, std::span<const std::size_t> indices) {
    bool asked = true;  // whether this round has a prompt of its own; otherwise the last masks stand
    for (std::size_t round = 1; round <= rounds_to_run_; ++round) {
        if (options_.check_stop) options_.check_stop();
        if (asked) decode();
        rounds_.push_back(record());
        if (observer) observer(static_cast<int>(round), indices, mask_, decoded_.low_res);
        if (round < rounds_to_run_) asked = give_click(round + 1);
    }
}

void RoundBatch::give_first_prompts() {
    std::vector<at::Tensor> texts;
    std::vector<at::Tensor> clicks;
    for (const InteractionTarget* target : targets_) {
        Prompt prompt = target->recorded.empty() ? draw_first_prompt(*target, options_) : target->recorded.front();
        if (!prompt.text.empty()) {
            prompt.text = target->sentence;
            texts.push_back(target->text);
        }
        if (!prompt.points.empty()) clicks.push_back(clicks_on(prompt, target->grid->size));
        first_prompts_.push_back(std::move(prompt));
    }
    if (!clicks.empty()) earlier_clicks_ = at::stack(clicks).to(engine_.device());
    sent_.start(on_model_grid(first_prompts_, texts, placement_, engine_.device()));
}

void RoundBatch::decode() {
    Decoded decoded = [&] {
        const StageScope stage(Stage::decode);
        return engine_.decode(embedding_, sent_.batch());
    }();
    const StageScope stage(Stage::masks);
    if (standing_.defined()) {
        const at::Tensor standing = standing_.view({-1, 1, 1});
        decoded.low_res = at::where(standing, decoded_.low_res, decoded.low_res);
        decoded.predicted_iou = at::where(standing_, decoded_.predicted_iou, decoded.predicted_iou);
        decoded.semantic = at::where(standing_.unsqueeze(1), decoded_.semantic, decoded.semantic);
    }
    decoded_ = std::move(decoded);
    if (clicks_on_model_grid()) grid_values_ = engine_.to_grid(decoded_.low_res);
    mask_ = engine_.foreground(engine_.to_original(decoded_.low_res, placement_, grid_values_));
}

// The predicted masks on the click grid, bool [T, H, W].
at::Tensor RoundBatch::mask_on_grid() const {
    if (!clicks_on_model_grid()) return mask_;
    return engine_.foreground(engine_.to_image_part(grid_values_, placement_));
}

bool RoundBatch::give_click(std::size_t round) {
    const StageScope stage(Stage::click);
    if (replays_clicks()) return replay_click(round);
    draw_click(round);
    return true;
}

bool RoundBatch::replay_click(std::size_t round) {
    std::vector<Prompt> clicks;
    for (const InteractionTarget* target : targets_) {
        const Prompt& prompt = target->recorded[round - 1];
        if (prompt.points.empty()) return false;  // a batch holds targets of one shape: true for all
        clicks.push_back({prompt.grid, {prompt.points.back()}, {}, {}});
    }
    sent_.add(on_model_grid(clicks, {}, placement_, engine_.device()), decoded_.low_res);
    return true;
}

void RoundBatch::draw_click(std::size_t round) {
    const NextClicks next = next_clicks(options_.protocol.policy, mask_on_grid(), grid_,
                                        round_keys(targets_, static_cast<int>(round)), earlier_clicks_);
    rounds_.back().clicks = next.clicks;
    rounds_.back().given = next.given;
    if (next.given.defined()) standing_ = next.given.logical_not();
    const at::Tensor click = next.clicks.unsqueeze(1);
    earlier_clicks_ = earlier_clicks_.defined() ? at::cat({earlier_clicks_, click}, 1) : click;
    sent_.add(placed_clicks(next.clicks, targets_.front()->grid->size, placement_), decoded_.low_res);
}

RoundTensors RoundBatch::record() const {
    const StageScope stage(Stage::metrics);
    RoundTensors round;
    round.counts = at::stack({mask_.bitwise_and(original_).sum({1, 2}), mask_.sum({1, 2})}, 1);
    round.predicted_iou = decoded_.predicted_iou;
    round.finite = decoded_.low_res.isfinite().flatten(1).all(1).bitwise_and(decoded_.predicted_iou.isfinite());
    round.category = engine_.categorise(decoded_.semantic, categories_kept);
    return round;
}

// What was given for a target in a round (from 0); clicks and given: those that led to it, on the host.
Prompt RoundBatch::prompt_of(std::size_t target, std::size_t round, const at::Tensor& clicks,
                             const at::Tensor& given) const {
    if (round == 0) return first_prompts_[target];
    if (replays_clicks()) {
        Prompt prompt = targets_[target]->recorded[round];
        if (prompt.points.size() > 1) prompt.points = {prompt.points.back()};
        return {prompt.grid, prompt.points, {}, {}};
    }
    Prompt prompt;
    prompt.grid = targets_[target]->grid->size;
    if (given.defined() && !given.const_data_ptr<bool>()[target]) return prompt;
    const std::int64_t* click = clicks.const_data_ptr<std::int64_t>() + 3 * target;
    prompt.points.push_back({{static_cast<float>(click[0]), static_cast<float>(click[1])}, static_cast<int>(click[2])});
    return prompt;
}

std::vector<TargetOutcome> RoundBatch::outcomes() const {
    const StageScope stage(Stage::metrics);
    const auto on_host = [](const at::Tensor& tensor) { return tensor.defined() ? tensor.cpu().contiguous() : tensor; };
    std::vector<TargetOutcome> outcomes(targets_.size());
    at::Tensor clicks;
    at::Tensor given;
    for (std::size_t round = 0; round < rounds_.size(); ++round) {
        const at::Tensor counts = on_host(rounds_[round].counts);
        const at::Tensor predicted_iou = on_host(rounds_[round].predicted_iou);
        const at::Tensor finite = on_host(rounds_[round].finite);
        const at::Tensor category = on_host(rounds_[round].category);
        for (std::size_t i = 0; i < targets_.size(); ++i) {
            const std::int64_t* count = counts.const_data_ptr<std::int64_t>() + 2 * i;
            RoundOutcome outcome{prompt_of(i, round, clicks, given),
                                 {count[0], count[1], area(*targets_[i]->original)},
                                 predicted_iou.const_data_ptr<float>()[i],
                                 row_of(category, i)};
            outcomes[i].finite = outcomes[i].finite && finite.const_data_ptr<bool>()[i];
            outcomes[i].rounds.push_back(std::move(outcome));
        }
        clicks = on_host(rounds_[round].clicks);
        given = on_host(rounds_[round].given);
    }
    return outcomes;
}

}  // namespace imis
