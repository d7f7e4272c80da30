// The run itself: read -> encode -> rounds -> score -> store, several images at once.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <utility>

#include "imis/evaluation/options.hpp"
#include "imis/evaluation/plan.hpp"
#include "imis/evaluation/store.hpp"
#include "imis/evaluation/system.hpp"
#include "imis/model/engine.hpp"

namespace imis {

struct Progress {
    std::size_t done = 0;     // images finished, skipped ones included
    std::size_t resumed = 0;  // of these, found finished in the store
    std::size_t total = 0;
    double running_score =
        0;  // of the first metric: mean of image means of the last round, over the images of this run so far
};

// Called after every image, one call at a time.
using ProgressCallback = std::function<void(const Progress&)>;

// Images by data set and position in dataset.json.
using ImageSet = std::set<std::pair<std::string, std::int64_t>>;

// Evaluates one system on the plan's images that the store has not finished for it and stores the results. Its prompts
// are those of the source unless it draws its own. A bad item is logged and stored as skipped (in a strict run it
// throws Error). again: finished images that are evaluated once more, because more is asked of them now; throws Error
// where their stored rounds are not found again, prompt by prompt and pixel count by pixel count. Throws Interrupted
// after Ctrl-C; what was stored stays.
//
// CPU: options.threads images at once, one thread each. GPU: as many of these as images_at_once says, options.threads
// read ahead. Results do not depend on the number.
void run_evaluation(const Engine& engine, const System& system, const Plan& plan, const EvaluationOptions& options,
                    const PromptSource& prompts, ResultStore& store, const ProgressCallback& progress,
                    const ImageSet& again = {});

// The number of compute threads that options.threads = 0 stands for: all cores, unless their activations would not fit
// into the memory that is free now.
[[nodiscard]] int default_threads(const Engine& engine);

}  // namespace imis
