#include "draw.hpp"

#include <iostream>

#include "imis/cli/program.hpp"

namespace imis {

CLI::App* DrawCommand::set_up(CLI::App& app) {
    CLI::App* command =
        app.add_subcommand("draw", "Draw the masks of an evaluation: strips of rounds, and one session");
    auto& o = options_;
    command->add_option("RESULTS", o.results, "Output folder of imis evaluate --save-masks")->required();
    command->add_option("-o,--output", o.output, "Folder for the pictures (default: RESULTS)");
    command
        ->add_option("-d,--data", o.data,
                     "Data set folders, or folders that hold several (default: those that were evaluated)")
        ->expected(1, -1);
    command->add_option("--only", o.datasets, "Only these data sets, by name (repeat, or join by ',')")
        ->delimiter(',')
        ->type_name("NAME");
    command
        ->add_option("--rounds", o.rounds,
                     "Rounds to draw, joined by ',' (default: 1, 3 and the last, as far as they were run)")
        ->delimiter(',')
        ->check(CLI::PositiveNumber)
        ->type_name("K");
    command->add_option("--targets", o.targets, "At most N targets an image")
        ->check(CLI::PositiveNumber)
        ->capture_default_str()
        ->type_name("N");
    return command;
}

int DrawCommand::run() {
    std::size_t count = 0;
    try {
        count = write_result_pictures(options_);
    } catch (const NoMasksError& problem) {
        throw Error(std::string(problem.what()) + "; evaluate again with --save-masks --overwrite");
    }
    const auto& folder = options_.output.empty() ? options_.results : options_.output;
    std::cout << "pictures of " << count << (count == 1 ? " data set" : " data sets") << " are in " << folder.string()
              << "\n";
    return exit_done;
}

}  // namespace imis
