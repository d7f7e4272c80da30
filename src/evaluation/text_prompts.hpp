// Sentences and vectors of the class names of a run, computed once.
#pragma once

#include <map>
#include <string>

#include <ATen/core/Tensor.h>

#include "imis/evaluation/plan.hpp"
#include "imis/model/engine.hpp"

namespace imis {

struct TextPrompt {
    std::string sentence;
    at::Tensor vector;  // [D]
};

// By class name; a class without a text name in the bundle's category table is not in it.
using TextPrompts = std::map<std::string, TextPrompt>;

// Empty where the run gives no text prompt, or the model takes none.
[[nodiscard]] TextPrompts make_text_prompts(const Engine& engine, const Plan& plan, const EvaluationOptions& options);

}  // namespace imis
