// A whole evaluation: all systems on all images of the plan, one model in memory at a time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "imis/evaluation/options.hpp"
#include "imis/evaluation/pipeline.hpp"
#include "imis/evaluation/plan.hpp"
#include "imis/evaluation/prompt_file.hpp"
#include "imis/evaluation/store.hpp"
#include "imis/evaluation/system.hpp"

namespace imis {

class EvaluationRun {
public:
    // Finds the images, opens and loads every model once, so that a bad one is known before the first runs for hours,
    // and opens the store in options.output. A run that is there is continued; no model is loaded where all that it
    // lacks can be had without one (docs/results.md, "Asking for more"). prompts: those to replay, or none.
    // Throws as make_plan, keep_recorded, open_bundle, plan_systems, Engine and ResultStore.
    EvaluationRun(const EvaluationOptions& options, std::optional<PromptFile> prompts);

    // Gives the progress callback of a system that is about to run.
    using SystemProgress = std::function<ProgressCallback(const System&)>;

    // Evaluates all images that the store lacks, and adds to stored ones what is asked of them in addition; the system whose prompts the others replay first. Throws as
    // run_evaluation; what was stored stays.
    void run(const SystemProgress& progress);

    [[nodiscard]] const Plan& plan() const { return plan_; }
    [[nodiscard]] const std::vector<System>& systems() const { return systems_; }
    [[nodiscard]] const RunContext& context() const { return context_; }
    // With the metrics of the plan that tables show.
    [[nodiscard]] const ResultStore& store() const { return shown_store_ ? *shown_store_ : *store_; }

private:
    void load_all();
    void load(const System& system);
    [[nodiscard]] bool needs_model(const System& system) const;
    void run_system(const System& system, const SystemProgress& progress);

    EvaluationOptions options_;
    std::optional<PromptFile> prompts_;
    Plan plan_;
    std::vector<System> systems_;
    std::unique_ptr<Engine> engine_;  // of the system loaded last, if any
    std::string loaded_;              // its name
    RunContext context_;
    std::unique_ptr<ResultStore> store_;
    std::unique_ptr<ResultStore> shown_store_;  // where the run measures more than tables show
};

}  // namespace imis
