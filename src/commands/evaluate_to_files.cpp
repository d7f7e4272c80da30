#include "evaluate_to_files.hpp"

#include <cstdio>
#include <memory>

#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/commands/progress_bar.hpp"
#include "imis/report/result_files.hpp"

namespace imis {
namespace {

// metric: the one whose running mean is shown.
WorkDone work_done(const Progress& progress, const Metric& metric, EvaluationUnit unit) {
    char score[64];
    std::snprintf(score, sizeof score, "%s %.*f", heading(metric).c_str(), metric.decimals, progress.running_score);
    return {progress.done, progress.total, progress.resumed, unit == EvaluationUnit::volume ? "volumes" : "images",
            score};
}

// A bar for each system, whose rate is its own.
ProgressCallback system_progress(const Metric& metric, EvaluationUnit unit, bool show_progress) {
    const auto bar = std::make_shared<ProgressBar>(show_progress);
    return [bar, &metric, unit](const Progress& progress) { bar->show(work_done(progress, metric, unit)); };
}

}  // namespace

std::vector<SystemReport> evaluate_to_files(const EvaluationOptions& options, EvaluationRun& evaluation,
                                            bool show_progress) {
    const auto write_files = [&] {
        return write_result_files(options, evaluation.plan(), evaluation.systems(), evaluation.context(),
                                  evaluation.store());
    };
    install_interrupt_handler();
    try {
        evaluation.run([&](const System&) {
            return system_progress(evaluation.plan().metrics.front(), options.unit, show_progress);
        });
    } catch (const Interrupted&) {
        (void)write_files();
        throw Interrupted("stopped; the images done so far are in " + options.output.string() +
                          ", and the same command resumes with the rest");
    } catch (const Error& problem) {
        (void)write_files();
        throw Error(std::string(problem.what()) + "; the images done so far are in " + options.output.string(),
                    problem.fields());
    }
    std::vector<SystemReport> reports = write_files();
    evaluation.note_files_written();
    return reports;
}

std::size_t count_skipped(const std::vector<SystemReport>& systems) {
    std::size_t skipped = 0;
    for (const SystemReport& system : systems) skipped += system.report.skipped.size();
    return skipped;
}

}  // namespace imis
