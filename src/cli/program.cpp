#include "imis/cli/program.hpp"

#include <algorithm>
#include <iostream>
#include <vector>

#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "imis/base/version.hpp"
#include "imis/commands/commands.hpp"
#include "library.hpp"
#include "subcommands.hpp"

namespace imis {
namespace {

class Program {
public:
    Program() {
        app_.set_version_flag("--version", version());
        app_.require_subcommand(1);
        app_.fallthrough();
        app_.add_flag("-q,--quiet", quiet_, "Say nothing on stderr but errors; no progress bar");
        app_.add_flag("-v,--verbose", verbose_, "Say more on stderr");
        subcommands_ = {add_evaluate(app_), add_segment(app_), add_draw(app_),
                        add_report(app_),   add_bench(app_),   add_model(app_)};
    }

    // Throws what parsing and the subcommand throw.
    int run(int argc, const char* const* argv) {
        try {
            app_.parse(argc, argv);
        } catch (const CLI::Success& success) {
            return app_.exit(success, std::cout, std::cerr);
        } catch (const CLI::ParseError& problem) {
            throw usage_error(problem);
        }
        const auto level = quiet_ ? log::Level::error : verbose_ ? log::Level::debug : log::Level::info;
        log::set_level(level);
        const auto is_parsed = [](const Subcommand& subcommand) { return subcommand.app->parsed(); };
        const auto chosen = std::ranges::find_if(subcommands_, is_parsed);
        return chosen->run(load_commands(level), !quiet_);
    }

    // What an error says, with the options of the subcommand that its remedy is about.
    [[nodiscard]] std::string message(const Error& problem) const {
        std::string options;
        for (std::string option : problem.fields()) {
            std::ranges::replace(option, ' ', '-');
            option.insert(0, "--");
            const auto has_it = [&](const CLI::App* used) { return used->get_option_no_throw(option) != nullptr; };
            if (!std::ranges::any_of(app_.get_subcommands(), has_it)) continue;
            options += (options.empty() ? "" : ", ") + option;
        }
        return reason(problem) + (options.empty() ? "" : " (" + options + ")");
    }

private:
    // The parser's complaint as one line, with the way to help.
    [[nodiscard]] UsageError usage_error(const CLI::ParseError& problem) const {
        std::string command = "imis";
        for (const CLI::App* used : app_.get_subcommands()) command += " " + used->get_name();
        std::string text = problem.what();
        std::ranges::replace(text, '\n', ' ');
        return UsageError(text + " (see " + command + " --help)");
    }

    CLI::App app_{"imis: inference and benchmark for promptable medical image segmentation", "imis"};
    bool quiet_ = false;
    bool verbose_ = false;
    std::vector<Subcommand> subcommands_;
};

}  // namespace

int run_program(int argc, const char* const* argv) {
    Program program;
    try {
        return program.run(argc, argv);
    } catch (const UsageError& problem) {
        log::error(program.message(problem));
        return exit_usage;
    } catch (const Interrupted& problem) {
        log::error(program.message(problem));
        return exit_interrupted;
    } catch (const Error& problem) {
        log::error(program.message(problem));
        return exit_failed;
    } catch (const std::exception& problem) {
        log::error(reason(problem));
        return exit_failed;
    }
}

}  // namespace imis
