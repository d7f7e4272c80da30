#include <iostream>

#include "evaluate_suite.hpp"
#include "evaluate_to_files.hpp"
#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "imis/evaluation/named_protocol.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/report/comparison.hpp"

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
    log::info("protocol " + options.named_protocol + " (it sets " + option_words(protocol) + ")");
}

}  // namespace

int run(const EvaluateCommand& command, bool show_progress) {
    if (!command.suite.file.empty()) return run_suite(command, show_progress);
    EvaluationOptions options = command.options;
    options.rounds = command.rounds.value_or(options.rounds);
    set_protocol(command, options);
    options.repeats = command.repeats.value_or(options.repeats);
    if (options.unit == EvaluationUnit::volume) check_volume_options(options);
    std::optional<PromptFile> prompts = read_prompts(command, options);
    EvaluationRun evaluation(options, std::move(prompts));
    const std::vector<SystemReport> systems = evaluate_to_files(options, evaluation, show_progress);
    // Aligned text comes last, where a person at a terminal looks first.
    if (systems.size() == 1) {
        std::cout << render_markdown(systems.front().report) << "\n" << render_text(systems.front().report);
    } else {
        std::cout << render_markdown(systems) << "\n" << render_text(systems);
    }
    log::info("results are in " + options.output.string());
    const std::size_t skipped = count_skipped(systems);
    if (skipped == 0) return exit_done;
    log::warn("bad items skipped: " + std::to_string(skipped) + "; they are listed above and in " +
              (options.output / run_folder::summary_json).string());
    return exit_skipped;
}

}  // namespace imis
