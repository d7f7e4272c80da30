#include "evaluation_run.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <numeric>

#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/base/log.hpp"
#include "imis/cli/progress_bar.hpp"
#include "imis/evaluation/context.hpp"
#include "imis/evaluation/pipeline.hpp"
#include "imis/evaluation/recorded_plan.hpp"
#include "imis/report/result_files.hpp"

namespace imis {
namespace {

std::vector<System> open_systems(const EvaluationOptions& options) {
    std::vector<Bundle> bundles;
    for (const auto& folder : options.models) bundles.push_back(open_bundle(folder));
    return plan_systems(options, std::move(bundles));
}

// The systems' indices in the order of their runs.
std::vector<std::size_t> run_order(const std::vector<System>& systems) {
    std::vector<std::size_t> order(systems.size());
    std::iota(order.begin(), order.end(), 0);
    const auto reference = order.begin() + static_cast<std::ptrdiff_t>(reference_system(systems));
    std::rotate(order.begin(), reference, reference + 1);
    return order;
}

// The prompts that a system was given, from the store of its results.
PromptSource stored_prompts(const ResultStore& store, const std::string& model) {
    return [&store, model](const std::string& dataset, const std::string&, std::int64_t item) {
        RecordedPrompts prompts;
        for (const RoundResult& round : store.rounds(model, dataset, item)) {
            prompts[{round.target, round.repeat}].push_back(prompt_from_json(round.prompt));
        }
        return prompts;
    };
}

WorkDone work_done(const Progress& progress, const Metric& metric) {
    char score[64];
    std::snprintf(score, sizeof score, "%s %.*f", std::string(metric.label).c_str(), metric.decimals,
                  progress.running_score);
    return {progress.done, progress.total, progress.resumed, "images", score};
}

void keep_images_of(const PromptFile& file, const EvaluationOptions& options, Plan& plan) {
    const std::vector<std::string> missing = keep_recorded(file, options, plan);
    if (missing.empty()) return;
    log::warn(options.prompts.string() + ": targets with prompts that are not used: " + std::to_string(missing.size()) +
              " (the first: " + missing.front() +
              "); no such data set, image or target here, or an option leaves it out");
}

// All systems of one run, with what they share.
class SystemRuns {
public:
    SystemRuns(const EvaluationOptions& options, const std::optional<PromptFile>& file, bool show_progress)
        : options_(options), file_(file), show_progress_(show_progress), plan_(make_plan(options)) {
        if (file_) keep_images_of(*file_, options_, plan_);
        systems_ = open_systems(options_);
        // Every model is loaded once before the first runs for hours, and so that the first's device is known.
        for (const System& system : systems_) engine_ = load(system);
        context_ = make_context(options_, plan_, systems_, engine_->device());
    }

    std::vector<SystemReport> run() {
        ResultStore store(options_.output, context_, options_.overwrite, options_.metrics);
        install_interrupt_handler();
        try {
            for (const std::size_t index : run_order(systems_)) run_system(systems_[index], store);
        } catch (const Interrupted&) {
            (void)write_files(store);
            throw Interrupted("stopped; the images done so far are in " + options_.output.string() +
                              ", and the same command goes on with the rest");
        } catch (const Error& problem) {
            // What was done is not lost, and no older table is left to be taken for this run's.
            (void)write_files(store);
            throw Error(std::string(problem.what()) + "; the images done so far are in " + options_.output.string());
        }
        return write_files(store);
    }

private:
    [[nodiscard]] std::unique_ptr<Engine> load(const System& system) {
        engine_.reset();  // one model in memory at a time
        return std::make_unique<Engine>(system.bundle, EngineOptions{options_.device, options_.precision});
    }

    void run_system(const System& system, ResultStore& store) {
        if (system.rounds == 0) {
            log::info(system.name() + " takes no " + system.lacks + " prompts: marked so in the tables, not scored");
            return;
        }
        if (system.rounds < options_.rounds) {
            log::info(system.name() + " takes no " + system.lacks + " prompts: of " + std::to_string(options_.rounds) +
                      " rounds only the first is run");
        }
        if (systems_.size() > 1) {
            log::info("system " + system.name());
            engine_ = load(system);
        }
        const PromptSource prompts = file_
                                         ? PromptSource([this](const std::string& dataset, const std::string& image,
                                                               std::int64_t) { return file_->prompts(dataset, image); })
                                         : stored_prompts(store, systems_[reference_system(systems_)].name());
        ProgressBar bar(show_progress_);
        run_evaluation(*engine_, system, plan_, options_, prompts, store,
                       [&](const Progress& progress) { bar.show(work_done(progress, options_.metrics.front())); });
    }

    [[nodiscard]] std::vector<SystemReport> write_files(const ResultStore& store) const {
        return write_result_files(options_, plan_, systems_, context_, store);
    }

    const EvaluationOptions& options_;
    const std::optional<PromptFile>& file_;
    bool show_progress_;
    Plan plan_;
    std::vector<System> systems_;
    std::unique_ptr<Engine> engine_;
    RunContext context_;
};

}  // namespace

std::vector<SystemReport> run_systems(const EvaluationOptions& options, const std::optional<PromptFile>& file,
                                      bool show_progress) {
    return SystemRuns(options, file, show_progress).run();
}

}  // namespace imis
