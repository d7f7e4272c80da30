// imis draw: pictures of an evaluation's masks, true outlines and clicks.
#pragma once

#include <CLI/CLI.hpp>

#include "imis/report/result_pictures.hpp"

namespace imis {

class DrawCommand {
public:
    // Adds the subcommand. Its options are only stored while parsing; nothing is opened.
    CLI::App* set_up(CLI::App& app);

    // Writes the pictures and says on stdout where they are. Returns the exit code.
    int run();

private:
    PictureOptions options_;
};

}  // namespace imis
