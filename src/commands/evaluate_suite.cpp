#include "evaluate_suite.hpp"

#include <algorithm>
#include <iostream>
#include <utility>

#include "evaluate_to_files.hpp"
#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "imis/evaluation/run_place.hpp"
#include "imis/evaluation/suite.hpp"
#include "imis/report/suite_table.hpp"

namespace imis {
namespace {

// A run that was looked at before the first begins, without its images, of which there may be many.
struct CheckedRun {
    SuiteRun run;
    std::size_t tasks = 0;
    StoredPart stored;
};

// "run 2 of 6: cvpr25, seed 7"
std::string position_of(const SuiteRun& run, std::size_t index, std::size_t count) {
    return "run " + std::to_string(index + 1) + " of " + std::to_string(count) + ": " + run.protocol + ", seed " +
           std::to_string(run.options.seed);
}

std::vector<CheckedRun> check_runs(std::vector<SuiteRun> runs, const std::vector<Bundle>& bundles) {
    std::vector<CheckedRun> checked;
    for (SuiteRun& run : runs) {
        try {
            const PlannedRun planned = plan_run(run.options, std::nullopt, bundles);
            const StoredPart stored = run.options.overwrite ? StoredPart{} : stored_part(run.options, planned);
            checked.push_back({std::move(run), planned.tasks(), stored});
        } catch (const UsageError& problem) {
            throw UsageError(run.options.run + ": " + problem.what(), problem.fields());
        }
    }
    return checked;
}

// Returns how many bad items were skipped.
std::size_t run_checked(const CheckedRun& checked, const std::vector<Bundle>& bundles, const std::string& position,
                        bool show_progress) {
    const EvaluationOptions& options = checked.run.options;
    const std::string done = std::to_string(checked.stored.tasks) + " of " + std::to_string(checked.tasks) +
                             (options.unit == EvaluationUnit::volume ? " volumes" : " images") +
                             (options.models.size() > 1 ? " of all models" : "");
    log::info(position + (checked.stored.tasks > 0 ? ", " + done + " done already" : ""));
    EvaluationRun evaluation(options, plan_run(options, std::nullopt, bundles));
    return count_skipped(evaluate_to_files(options, evaluation, show_progress));
}

void print_table(const std::vector<CheckedRun>& runs) {
    std::vector<std::filesystem::path> folders;
    for (const CheckedRun& checked : runs) folders.push_back(checked.run.options.output);
    std::cout << render_text(suite_table(folders));
}

}  // namespace

int run_suite(const EvaluateCommand& command, bool show_progress) {
    const Suite suite = read_suite(command.suite.file);
    std::vector<SuiteRun> planned =
        suite_runs(suite, command.options, command.suite.data_root, command.suite.available_only);
    const std::vector<Bundle> bundles = open_bundles(planned.front().options);
    std::vector<CheckedRun> runs = check_runs(std::move(planned), bundles);
    const auto is_complete = [](const CheckedRun& checked) { return checked.stored.is_complete; };
    const bool all_done = std::ranges::all_of(runs, is_complete);
    if (!all_done) try_models(runs.front().run.options, bundles);
    if (command.options.overwrite) remove_results(command.options.output);
    std::size_t skipped = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        runs[i].run.options.overwrite = false;  // the first would remove the others
        const std::string position = position_of(runs[i].run, i, runs.size());
        if (is_complete(runs[i])) {
            log::info(position + ": done already");
        } else {
            skipped += run_checked(runs[i], bundles, position, show_progress);
        }
    }
    if (all_done) log::info("nothing to do: all runs of the suite " + suite.name + " are done");
    print_table(runs);
    log::info("results are in " + command.options.output.string());
    if (skipped == 0) return exit_done;
    log::warn("bad items skipped: " + std::to_string(skipped) + "; they are listed in the runs' summary.json");
    return exit_skipped;
}

}  // namespace imis
