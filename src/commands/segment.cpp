#include <iostream>
#include <string>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/base/log.hpp"
#include "imis/commands/commands.hpp"
#include "imis/commands/progress_bar.hpp"
#include "imis/model/bundle.hpp"
#include "imis/segmentation/input_run.hpp"
#include "imis/segmentation/session.hpp"

namespace imis {
namespace {

int segment_one(const SegmentOptions& options, const GivenPrompts& prompts, bool show_progress) {
    SingleRun study(options, prompts);
    install_interrupt_handler();
    std::vector<std::string> lines;
    {
        ProgressBar bar(show_progress && options.run.segmentation.propagate);
        WorkDone work{0, study.most_masks(), 0, "slices", "at most"};
        lines = study.run([&] {
            ++work.done;
            bar.show(work);
        });
    }
    for (const std::string& line : lines) std::cout << line << "\n";
    return exit_done;
}

// An image that fails is passed over and listed at the end.
int segment_folder(const SegmentOptions& options, const GivenPrompts& prompts, bool show_progress) {
    FolderRun folder(options, prompts);
    install_interrupt_handler();
    const std::size_t count = prompts.images.size();
    std::vector<std::string> failures;
    {
        ProgressBar bar(show_progress);
        WorkDone work{0, count, 0, "images", ""};
        folder.run([&](const ImageOutcome& outcome) {
            for (const std::string& line : outcome.lines) std::cout << line << "\n" << std::flush;
            if (!outcome.problem.empty()) failures.push_back(outcome.image + ": " + outcome.problem);
            ++work.done;
            bar.show(work);
        });
    }
    for (const std::string& failure : failures) log::warn("failed: " + failure);
    if (failures.empty()) return exit_done;
    if (failures.size() == count) {
        throw Error("none of the images could be segmented; what is wrong with each is listed above");
    }
    log::warn(std::to_string(failures.size()) + " of " + std::to_string(count) +
              " images failed; they are listed above");
    return exit_skipped;
}

// A person at a terminal reads the help as text.
void print_answer(const std::string& line, const std::string& answer, bool at_terminal) {
    if (at_terminal && line == "help") {
        std::cout << session_help() << std::flush;
    } else {
        std::cout << answer << "\n" << std::flush;
    }
}

// Takes commands from stdin, a line each, until the end of input or 'quit'.
int run_session(const SegmentOptions& options) {
    const Bundle bundle = open_bundle(options.model);
    const Engine engine(bundle, engine_options(options));
    Session session(engine, {make_protocol(bundle.manifest, {}), options.study, options.slice, options.files.force});
    const bool at_terminal = isatty(STDIN_FILENO) == 1;
    if (at_terminal) log::info("type 'help' for the commands, 'quit' to end");
    if (!options.input.empty()) {
        const nlohmann::json open = {{"command", "open"}, {"image", options.input.string()}};
        std::cout << session.answer(open.dump()) << "\n" << std::flush;
    }
    std::string line;
    while (!session.finished() && std::getline(std::cin, line)) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        print_answer(line, session.answer(line), at_terminal);
    }
    return exit_done;
}

}  // namespace

int run(const SegmentCommand& command, bool show_progress) {
    const SegmentOptions& options = command.options;
    if (command.session) return run_session(options);
    if (options.prompts.empty()) return segment_one(options, {{{"", command.objects}}, {}, {}}, show_progress);
    const GivenPrompts prompts = read_given_prompts(options.prompts);
    if (names_images(prompts, options.input)) return segment_folder(options, prompts, show_progress);
    if (!options.format.empty()) {
        throw UsageError("--format is for a folder of images; the ending of --output says the format of a file");
    }
    return segment_one(options, prompts, show_progress);
}

}  // namespace imis
