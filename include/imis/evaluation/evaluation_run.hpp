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

// What a run will do, before anything is written.
struct PlannedRun {
    Plan plan;
    std::vector<System> systems;
    RunContext context;

    // The images that the run has to do: those of the plan for every system that can be prompted.
    [[nodiscard]] std::size_t tasks() const;
};

// The bundles in the options' folders. Throws as open_bundle.
[[nodiscard]] std::vector<Bundle> open_bundles(const EvaluationOptions& options);

// Finds the images of the options and what the bundles' systems can be asked; prompts: those to replay, or none. Throws
// as make_plan, keep_recorded, plan_systems and find_device.
[[nodiscard]] PlannedRun plan_run(const EvaluationOptions& options, const std::optional<PromptFile>& prompts,
                                  std::vector<Bundle> bundles);

// Loads every model once, so that a bad one is known before the first runs for hours. Throws as Engine.
void try_models(const EvaluationOptions& options, const std::vector<Bundle>& bundles);

// What a store already has of a run.
struct StoredPart {
    std::size_t tasks = 0;     // that are done (PlannedRun::tasks)
    bool is_complete = false;  // all of them, and the run's files are written
};

// Changes nothing. Throws Error where the run can't be stored in its place: because the results of others lie there
// (check_place), or its own can't be continued (ResultStore::check).
[[nodiscard]] StoredPart stored_part(const EvaluationOptions& options, const PlannedRun& run);

class EvaluationRun {
public:
    // Finds the images, opens and loads every model once, so that a bad one is known before the first runs for hours,
    // and opens the store in options.output. A run that is there is continued; no model is loaded where all that it
    // lacks can be had without one (docs/results.md, "Asking for more"). prompts: those to replay, or none.
    // Throws as make_plan, keep_recorded, open_bundle, plan_systems, Engine and ResultStore.
    EvaluationRun(const EvaluationOptions& options, std::optional<PromptFile> prompts);

    // A run that was planned, of bundles that were tried; opens the store alone. The options must outlive the object.
    // Throws as ResultStore.
    EvaluationRun(const EvaluationOptions& options, PlannedRun planned);

    // Gives the progress callback of a system that is about to run.
    using SystemProgress = std::function<ProgressCallback(const System&)>;

    // Evaluates all images that the store lacks, and adds to stored ones what is asked of them in addition; the system
    // whose prompts the others replay first. Throws as run_evaluation; what was stored stays.
    void run(const SystemProgress& progress);

    [[nodiscard]] const Plan& plan() const { return planned_.plan; }
    [[nodiscard]] const std::vector<System>& systems() const { return planned_.systems; }
    [[nodiscard]] const RunContext& context() const { return planned_.context; }
    // With the metrics of the plan that tables show.
    [[nodiscard]] const ResultStore& store() const { return shown_store_ ? *shown_store_ : *store_; }

    // To be called when the files of the run are written.
    void note_files_written() { store_->note_files_written(); }

private:
    void open_store();
    void load_all();
    void load(const Bundle& bundle);
    [[nodiscard]] bool needs_model(const System& system) const;
    void run_system(const System& system, const SystemProgress& progress);

    const EvaluationOptions& options_;
    std::optional<PromptFile> prompts_;
    PlannedRun planned_;
    std::unique_ptr<Engine> engine_;  // of the system loaded last; none before
    std::string loaded_;              // its name
    std::unique_ptr<ResultStore> store_;
    std::unique_ptr<ResultStore> shown_store_;  // where the run measures more than tables show
};

}  // namespace imis
