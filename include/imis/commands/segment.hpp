// imis segment: masks of one picture, slice, volume or study, or of a folder of them, from boxes, clicks and names.
#pragma once

#include <vector>

#include "imis/segmentation/given_prompts.hpp"
#include "imis/segmentation/options.hpp"

namespace imis {

// What the command line says.
struct SegmentCommand {
    SegmentOptions options;
    std::vector<GivenObject> objects;  // none where a prompts file has them
    bool session = false;              // take commands from stdin
};

// Segments one study or a folder of images, and prints a line of JSON a result; or answers commands from stdin. Returns
// the exit code. Throws UsageError where options don't fit together.
int run(const SegmentCommand& command, bool show_progress);

}  // namespace imis
