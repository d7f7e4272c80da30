// The rounds of one batch of targets, which are decoded together.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <ATen/ATen.h>

#include "imis/interaction/rounds.hpp"
#include "sent_prompts.hpp"

namespace imis {

using Targets = std::vector<const InteractionTarget*>;

// What one round left on the device, to be read back after the last one.
struct RoundTensors {
    at::Tensor counts;         // int64 [T, 2]: pixels of intersection and of prediction
    at::Tensor predicted_iou;  // float32 [T]
    at::Tensor finite;         // bool [T]
    at::Tensor category;       // int64 [T, up to 3], or undefined
    at::Tensor clicks;  // int64 [T, 3], the click that leads to the next round; undefined in the last and in replays
    at::Tensor given;   // bool [T], or undefined: all were given
};

// How many rounds a target takes: those asked for, or as many as were recorded where fewer.
[[nodiscard]] std::size_t rounds_of(const InteractionTarget& target, const InteractionOptions& options);

class RoundBatch {
public:
    // The targets have prompts of one shape: the same kinds, as many points, as many recorded rounds. All arguments
    // must outlive the object.
    RoundBatch(const Engine& engine, const Embedding& embedding, Targets targets, const InteractionOptions& options);

    // Runs all rounds; indices: of the targets, for the observer.
    void run(const RoundObserver& observer, std::span<const std::size_t> indices);

    // What every round gave, in the order of the targets: the one time that anything is read back from the device.
    [[nodiscard]] std::vector<TargetOutcome> outcomes() const;

private:
    [[nodiscard]] bool clicks_on_model_grid() const {
        return !replays_clicks() && options_.protocol.grid == ClickGrid::model;
    }
    [[nodiscard]] bool replays_clicks() const { return !targets_.front()->recorded.empty() && !options_.own_clicks; }
    void give_first_prompts();
    void decode();
    [[nodiscard]] bool give_click(std::size_t round);
    [[nodiscard]] bool replay_click(std::size_t round);
    void draw_click(std::size_t round);
    [[nodiscard]] at::Tensor mask_on_grid() const;
    [[nodiscard]] RoundTensors record() const;
    [[nodiscard]] Prompt prompt_of(std::size_t target, std::size_t round, const at::Tensor& clicks,
                                   const at::Tensor& given) const;

    const Engine& engine_;
    const Embedding& embedding_;
    Placement placement_;
    Targets targets_;
    const InteractionOptions& options_;
    std::size_t rounds_to_run_;
    at::Tensor original_;  // bool [T, height, width]
    at::Tensor grid_;      // bool [T, H, W], the truth on the click grid
    SentPrompts sent_;
    std::vector<Prompt> first_prompts_;
    at::Tensor earlier_clicks_;  // int64 [T, N, 3] on the click grid
    at::Tensor standing_;        // bool [T]: no click was found, so the last mask stands; undefined where all got one
    Decoded decoded_;            // of the last round
    at::Tensor grid_values_;     // float32 [T, H, W], where clicks are drawn on the model grid
    at::Tensor mask_;            // bool [T, height, width]
    std::vector<RoundTensors> rounds_;
};

}  // namespace imis
