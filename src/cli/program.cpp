#include "imis/cli/program.hpp"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "draw.hpp"
#include "evaluate.hpp"
#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "imis/base/version.hpp"
#include "model.hpp"
#include "segment.hpp"

namespace imis {
namespace {

void set_verbosity(bool quiet, bool verbose) {
    log::set_level(quiet ? log::Level::error : verbose ? log::Level::debug : log::Level::info);
}

// The parser's complaint as one line, with the way to help.
UsageError usage_error(const CLI::App& app, const CLI::ParseError& problem) {
    std::string command = "imis";
    for (const CLI::App* used : app.get_subcommands()) command += " " + used->get_name();
    std::string message = problem.what();
    for (char& c : message) {
        if (c == '\n') c = ' ';
    }
    return UsageError(message + " (see " + command + " --help)");
}

}  // namespace

int run_program(int argc, const char* const* argv) {
    CLI::App app("imis: inference and benchmark for promptable medical image segmentation", "imis");
    app.set_version_flag("--version", version());
    app.require_subcommand(1);
    app.fallthrough();
    bool quiet = false;
    bool verbose = false;
    app.add_flag("-q,--quiet", quiet, "Say nothing on stderr but errors; no progress bar");
    app.add_flag("-v,--verbose", verbose, "Say more on stderr");

    EvaluateCommand evaluate;
    CLI::App* evaluate_app = evaluate.set_up(app);
    DrawCommand draw;
    CLI::App* draw_app = draw.set_up(app);
    ModelCommand model;
    CLI::App* model_app = model.set_up(app);
    SegmentCommand segment;
    CLI::App* segment_app = segment.set_up(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) {
        return app.exit(success, std::cout, std::cerr);
    } catch (const CLI::ParseError& problem) {
        throw usage_error(app, problem);
    }
    set_verbosity(quiet, verbose);
    if (evaluate_app->parsed()) return evaluate.run(!quiet);
    if (draw_app->parsed()) return draw.run();
    if (model_app->parsed()) return model.run();
    if (segment_app->parsed()) return segment.run(!quiet);
    return exit_usage;
}

}  // namespace imis
