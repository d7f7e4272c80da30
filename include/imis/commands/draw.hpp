// imis draw: pictures of an evaluation's masks, true outlines and clicks.
#pragma once

#include "imis/report/result_pictures.hpp"

namespace imis {

// What the command line says.
struct DrawCommand {
    PictureOptions options;
};

// Writes the pictures and says on stdout where they are. Returns the exit code. Throws as write_result_pictures.
int run(const DrawCommand& command);

}  // namespace imis
