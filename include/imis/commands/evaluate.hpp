// imis evaluate: simulated interactive segmentation over data set folders and tables of scores.
#pragma once

#include <optional>

#include "imis/evaluation/options.hpp"

namespace imis {

// What the command line says.
struct EvaluateCommand {
    EvaluationOptions options;   // but for what follows, which takes the place of its fields
    std::optional<int> rounds;   // none: as many as the prompts file has, or 1
    std::optional<int> repeats;  // likewise
};

// Runs the evaluation or resumes it, writes all results and prints the tables. Returns the exit code. Throws UsageError
// where options don't fit together.
int run(const EvaluateCommand& command, bool show_progress);

}  // namespace imis
