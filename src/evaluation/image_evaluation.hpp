// One image through the model: targets, prompts, rounds, scores.
#pragma once

#include "imis/data/sample.hpp"
#include "imis/evaluation/options.hpp"
#include "imis/evaluation/plan.hpp"
#include "imis/evaluation/result.hpp"
#include "imis/evaluation/system.hpp"
#include "imis/model/engine.hpp"
#include "text_prompts.hpp"

namespace imis {

// An empty result of a planned image, with its names filled in.
[[nodiscard]] ImageResult blank_result(const System& system, const Plan& plan, const PlannedImage& image, Split split);

// Evaluates the wanted targets of a sample. Targets that can't be scored (no text name, no pixel left on the model
// grid, logits that are not finite, not prompted in the reference's run) and images without any target are reported in
// the result; targets that a file of prompts leaves out are not wanted. Writes masks and logits where asked for.
// recorded: the prompts to replay. Throws Error where model or output fail, Interrupted after Ctrl-C.
[[nodiscard]] ImageResult evaluate_image(const Engine& engine, const System& system, const Plan& plan,
                                         const PlannedImage& image, const Sample& sample, const TextPrompts& texts,
                                         const EvaluationOptions& options, const RecordedPrompts& recorded);

}  // namespace imis
