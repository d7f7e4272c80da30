// imis segment: masks of one picture, slice, volume or study, or of a folder of them, from boxes, clicks and names.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "object_options.hpp"
#include "segment_options.hpp"

namespace imis {

class SegmentCommand {
public:
    // Adds the subcommand. Its options are only stored while parsing; nothing is opened.
    CLI::App* set_up(CLI::App& app);

    // Checks the options against each other and does what they ask for. Returns the exit code.
    int run(bool show_progress);

private:
    void add_input_options(CLI::App& command);
    void add_output_options(CLI::App& command);
    void parse_words();

    SegmentOptions options_;
    ObjectOptions objects_;
    std::string window_;
    std::string slice_;
    std::string coordinates_ = "pixel";
    std::string precision_ = "auto";
};

}  // namespace imis
