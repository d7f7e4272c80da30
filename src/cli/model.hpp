// imis model info|check: what a bundle takes and gives, and whether it keeps what it promises.
#pragma once

#include <filesystem>

#include <CLI/CLI.hpp>

namespace imis {

class ModelCommand {
public:
    // Adds the subcommand with its own two. Its options are only stored while parsing; nothing is opened.
    CLI::App* set_up(CLI::App& app);

    // Prints to stdout. Returns the exit code: 1 where a requirement is not met. Throws Error where info can't read the bundle.
    int run();

private:
    std::filesystem::path bundle_;
    CLI::App* check_ = nullptr;
};

}  // namespace imis
