// One image through the model, with the text prompts that a run computes once and the masks that it saves.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include <ATen/core/Tensor.h>

#include "imis/data/sample.hpp"
#include "imis/evaluation/options.hpp"
#include "imis/evaluation/plan.hpp"
#include "imis/evaluation/result.hpp"
#include "imis/evaluation/system.hpp"
#include "imis/image/image.hpp"
#include "imis/model/engine.hpp"
#include "metric_threads.hpp"

namespace imis {

// Sentences and vectors of the class names of a run, computed once.

struct TextPrompt {
    std::string sentence;
    at::Tensor vector;  // [D]
};

// By class name; a class without a text name in the bundle's category table is not in it.
using TextPrompts = std::map<std::string, TextPrompt>;

// Empty where the run gives no text prompt, or the model takes none.
[[nodiscard]] TextPrompts make_text_prompts(const Engine& engine, const Plan& plan, const EvaluationOptions& options);

// One image through the model: targets, prompts, rounds, scores.

// An empty result of a planned image, with its names filled in.
[[nodiscard]] ImageResult blank_result(const System& system, const Plan& plan, const PlannedImage& image, Split split);

// The spacing of an image in the plan's unit.
[[nodiscard]] PixelSpacing spacing_of(const Plan& plan, const PlannedImage& image, Split split);

// Evaluates the wanted targets of a sample. Targets that can't be scored (no text name, no pixel left on the model
// grid, logits that are not finite, not prompted in the reference's run) and images without any target are reported in
// the result; targets that a file of prompts leaves out are not wanted. Writes masks and logits where asked for.
// recorded: the prompts to replay; measuring: the threads that measure masks, none where the metrics need no masks.
// Throws Error where model or output fail, Interrupted after Ctrl-C.
[[nodiscard]] ImageResult evaluate_image(const Engine& engine, const System& system, const Plan& plan,
                                         const PlannedImage& image, const Sample& sample, const TextPrompts& texts,
                                         const EvaluationOptions& options, const RecordedPrompts& recorded,
                                         MetricThreads* measuring);

// Masks and logits of single rounds, in memory and as files in the output folder.

// A bool [height, width] mask on any device, in plain memory.
[[nodiscard]] Mask to_mask(const at::Tensor& mask);

// Writes such a mask as an 8-bit grey PNG, 0 and 255. Throws Error naming the file.
void write_mask(const std::filesystem::path& file, const at::Tensor& mask);

}  // namespace imis
