// imis evaluate: simulated interactive segmentation over data set folders, Dice and IoU tables.
#pragma once

#include <optional>
#include <string>

#include "imis/evaluation/options.hpp"

namespace imis {

// What the command line says.
struct EvaluateCommand {
    EvaluationOptions options;     // but for what follows, which is put in when the command runs
    std::string prompt = "point";  // the kinds of the first prompt, joined by '+'
    std::optional<int> rounds;     // none: as many as the prompts file has, or 1
    std::optional<int> repeats;    // likewise
};

// Runs the evaluation or resumes it, writes all results and prints the tables. Returns the exit code. Throws UsageError where
// options don't fit together.
int run(const EvaluateCommand& command, bool show_progress);

}  // namespace imis
