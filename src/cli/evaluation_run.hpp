// The steps of `imis evaluate` once its options are known.
#pragma once

#include <optional>
#include <vector>

#include "imis/evaluation/options.hpp"
#include "imis/evaluation/prompt_file.hpp"
#include "imis/report/comparison.hpp"

namespace imis {

// Evaluates all systems, the one whose prompts are replayed first, and writes the results; with one model in memory at a time.
// file: the prompts to replay, or none. What was done is written also where it ends with an exception.
[[nodiscard]] std::vector<SystemReport> run_systems(const EvaluationOptions& options,
                                                    const std::optional<PromptFile>& file, bool show_progress);

}  // namespace imis
