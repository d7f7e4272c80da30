// The subcommands: their options, which are only stored while parsing, and what of the library runs them.
#pragma once

#include <functional>
#include <string>

#include <CLI/CLI.hpp>

#include "imis/commands/commands.hpp"
#include "options.hpp"

namespace imis {

struct Subcommand {
    const CLI::App* app;
    // Runs what was parsed, by the library's function for it. Returns the exit code.
    std::function<int(const Commands& library, bool show_progress)> run;
};

// Each adds a subcommand to the program. Parsing throws UsageError where its options don't fit together.
Subcommand add_evaluate(CLI::App& app);
Subcommand add_segment(CLI::App& app);
Subcommand add_draw(CLI::App& app);
Subcommand add_model(CLI::App& app);
Subcommand add_bench(CLI::App& app);
Subcommand add_report(CLI::App& app);

}  // namespace imis
