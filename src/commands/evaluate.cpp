#include <cstdio>
#include <iostream>
#include <memory>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/base/log.hpp"
#include "imis/commands/commands.hpp"
#include "imis/commands/progress_bar.hpp"
#include "imis/evaluation/evaluation_run.hpp"
#include "imis/evaluation/named_protocol.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/report/comparison.hpp"
#include "imis/report/result_files.hpp"

namespace imis {
namespace {

// The file of --prompts, if one is given; what it holds takes the place of options that were not given.
std::optional<PromptFile> read_prompts(const EvaluateCommand& command, EvaluationOptions& options) {
    if (options.prompts.empty()) return std::nullopt;
    const PromptFile file(options.prompts);
    options.prompt = file.kinds();
    options.rounds = command.rounds.value_or(file.rounds());
    options.repeats = command.repeats.value_or(file.repeats());
    if (options.rounds > file.rounds() && !options.own_clicks) {
        throw UsageError("--rounds " + std::to_string(options.rounds) + ": " + options.prompts.string() +
                         " has prompts for " + std::to_string(file.rounds()) +
                         "; give --own-clicks for further rounds");
    }
    if (options.repeats > file.repeats()) {
        throw UsageError("--repeats " + std::to_string(options.repeats) + ": " + options.prompts.string() + " has " +
                         std::to_string(file.repeats()));
    }
    return file;
}

// What the protocol sets, and says that it did.
void set_protocol(const EvaluateCommand& command, EvaluationOptions& options) {
    if (command.protocol.empty()) return;
    const NamedProtocol protocol = find_protocol(command.protocol);
    const std::vector<std::string> kept = apply(protocol, command.given, options);
    options.named_protocol = protocol.name + (kept.empty() ? "" : ", but for " + joined(kept));
    log::info("protocol " + options.named_protocol);
}

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

// Runs all systems and writes the results, those of an unfinished run too: what was done is not lost, and no older
// table is left to be taken for this run's.
std::vector<SystemReport> evaluate(const EvaluationOptions& options, std::optional<PromptFile> prompts,
                                   bool show_progress) {
    EvaluationRun evaluation(options, std::move(prompts));
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
    return write_files();
}

}  // namespace

int run(const EvaluateCommand& command, bool show_progress) {
    EvaluationOptions options = command.options;
    options.rounds = command.rounds.value_or(options.rounds);
    set_protocol(command, options);
    options.repeats = command.repeats.value_or(options.repeats);
    if (options.unit == EvaluationUnit::volume) check_volume_options(options);
    const std::vector<SystemReport> systems = evaluate(options, read_prompts(command, options), show_progress);
    // Aligned text comes last, where a person at a terminal looks first.
    if (systems.size() == 1) {
        std::cout << render_markdown(systems.front().report) << "\n" << render_text(systems.front().report);
    } else {
        std::cout << render_markdown(systems) << "\n" << render_text(systems);
    }
    log::info("results are in " + options.output.string());
    std::size_t skipped = 0;
    for (const SystemReport& system : systems) skipped += system.report.skipped.size();
    if (skipped == 0) return exit_done;
    log::warn("bad items skipped: " + std::to_string(skipped) + "; they are listed above and in " +
              (options.output / run_folder::summary_json).string());
    return exit_skipped;
}

}  // namespace imis
