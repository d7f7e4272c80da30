// What recorded prompts leave of a plan.
#pragma once

#include <string>
#include <vector>

#include "imis/evaluation/options.hpp"
#include "imis/evaluation/plan.hpp"
#include "imis/evaluation/prompt_file.hpp"

namespace imis {

// Keeps the images that the file has prompts for, and the data sets that these belong to. Returns the targets in the file that
// are out of the plan's reach, as "data set, image, target": there is none of that name, or the options leave it out. Throws
// UsageError where no image is left.
[[nodiscard]] std::vector<std::string> keep_recorded(const PromptFile& file, const EvaluationOptions& options,
                                                     Plan& plan);

}  // namespace imis
