#include "segment_session.hpp"

#include <iostream>
#include <string>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "imis/base/log.hpp"
#include "imis/commands/exit_code.hpp"
#include "imis/model/bundle.hpp"
#include "imis/segmentation/input_run.hpp"
#include "imis/segmentation/session.hpp"

namespace imis {
namespace {

// A person at a terminal reads the help as text.
void print_answer(const std::string& line, const std::string& answer, bool at_terminal) {
    if (at_terminal && line == "help") {
        std::cout << session_help() << std::flush;
    } else {
        std::cout << answer << "\n" << std::flush;
    }
}

}  // namespace

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

}  // namespace imis
