// imis segment: masks of one picture, slice, volume or study, or of a folder of them, from boxes, clicks and names.
#pragma once

#include <string>
#include <vector>

#include "imis/segmentation/given_prompts.hpp"
#include "imis/segmentation/options.hpp"

namespace imis {

// An option that describes an object, and its value.
struct ObjectWord {
    std::string option;  // "--object", "--box", "--point", "--text" or "--mask"
    std::string value;
};

// What the command line says.
struct SegmentCommand {
    SegmentOptions options;                        // but for what follows, which is put in when the command runs
    std::vector<ObjectWord> objects;               // in their order, which says what object a prompt is for
    Coordinates coordinates = Coordinates::pixel;  // of --point and --box
    std::string window;                            // as in parse_window; empty: not given
    std::string slice;                             // as in parse_slice; empty: not given
    bool session = false;                          // take commands from stdin
};

// The objects that words describe; a prompt is for the object that was named before it. Throws UsageError where a prompt is malformed,
// an object has two boxes, texts or masks, or none of anything.
[[nodiscard]] std::vector<GivenObject> objects_from(const std::vector<ObjectWord>& words, Coordinates coordinates,
                                                    const SliceRequest& slice);

// Segments one study or a folder of images, and prints a line of JSON a result; or answers commands from stdin. Returns the exit
// code. Throws UsageError where options don't fit together.
int run(const SegmentCommand& command, bool show_progress);

}  // namespace imis
