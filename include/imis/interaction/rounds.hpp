// Simulated interactive segmentation of one image: rounds of prompt, prediction and score for a batch of targets.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "imis/base/random.hpp"
#include "imis/image/image.hpp"
#include "imis/interaction/prompt.hpp"
#include "imis/interaction/protocol.hpp"
#include "imis/metrics/overlap.hpp"
#include "imis/model/engine.hpp"

namespace imis {

// One target as the simulated user knows it.
struct InteractionTarget {
    const Mask* original = nullptr;  // the truth at the original size, which scores are taken at
    const Mask* grid = nullptr;      // the truth on the click grid, which prompts are drawn from; not empty
    RandomKey key{0};                // of (seed, data set, image, target, repeat)
    std::string sentence;            // for a text prompt ...
    at::Tensor text;                 // ... and its vector [D]
    std::vector<Prompt> recorded;    // what was given in an earlier run, by round; empty: prompts are drawn
};

struct InteractionOptions {
    PromptKinds first;  // of drawn prompts; a recorded one is given as it is
    int rounds = 1;
    Protocol protocol;
    bool own_clicks = false;           // of recorded prompts only the first is given, clicks follow the policy
    std::function<void()> check_stop;  // called before every round; throws to stop
};

// What one round gave for one target.
struct RoundOutcome {
    Prompt prompt;
    Overlap overlap;  // at the original size
    double predicted_iou = 0;
    std::vector<int> categories;  // the three most likely ones, the first first: indices into Engine::category_names();
                                  // empty where the model has no categories
};

struct TargetOutcome {
    std::vector<RoundOutcome> rounds;
    bool finite = true;  // false where a round's logits held NaN or infinity: its scores mean nothing
};

// Receives every round's masks of a batch while they are still at hand: round (from 1), the indices of the batch's T
// targets, mask bool [T, height, width] at the original size and low-res logits float32 [T, h, w], on the engine's
// device.
using RoundObserver = std::function<void(int round, std::span<const std::size_t> targets, const at::Tensor& mask,
                                         const at::Tensor& low_res)>;

// Runs all rounds for all targets of one image, engine.batch_size() targets at a time. What is sent in later rounds
// follows the protocol. Under the policies imis and sam-med2d masks, clicks and counts stay on the engine's device and
// are read back once a batch; the others look for their click on the host. Where a policy has nothing to click on, the
// mask of the round before stands. Targets with recorded prompts have as many rounds as were recorded, at most. Throws
// Error where the model lacks a prompt kind that is asked for.
[[nodiscard]] std::vector<TargetOutcome> run_rounds(const Engine& engine, const Embedding& embedding,
                                                    std::span<const InteractionTarget> targets,
                                                    const InteractionOptions& options,
                                                    const RoundObserver& observer = {});

}  // namespace imis
