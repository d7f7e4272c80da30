// A whole evaluation: all systems on all images of the plan, one model in memory at a time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
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
    // and opens the store in options.output. prompts: those to replay, or none. The options must outlive the object.
    // Throws as make_plan, keep_recorded, open_bundle, plan_systems, Engine and ResultStore.
    EvaluationRun(const EvaluationOptions& options, std::optional<PromptFile> prompts);

    // Gives the progress callback of a system that is about to run.
    using SystemProgress = std::function<ProgressCallback(const System&)>;

    // Evaluates all images that the store lacks, the system whose prompts the others replay first. Throws as
    // run_evaluation; what was stored stays.
    void run(const SystemProgress& progress);

    [[nodiscard]] const Plan& plan() const { return plan_; }
    [[nodiscard]] const std::vector<System>& systems() const { return systems_; }
    [[nodiscard]] const RunContext& context() const { return context_; }
    [[nodiscard]] const ResultStore& store() const { return *store_; }

private:
    void load(const System& system);
    void run_system(const System& system, const SystemProgress& progress);

    const EvaluationOptions& options_;
    std::optional<PromptFile> prompts_;
    Plan plan_;
    std::vector<System> systems_;
    std::unique_ptr<Engine> engine_;  // of the system loaded last
    RunContext context_;
    std::unique_ptr<ResultStore> store_;
};

}  // namespace imis
