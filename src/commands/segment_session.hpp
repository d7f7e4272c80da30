// Commands from stdin, answers on stdout.
#pragma once

#include "imis/segmentation/options.hpp"

namespace imis {

// Reads a command a line until `quit` or the end of the input, and answers each with one line of JSON. An input that
// the options name is opened first. Returns the exit code.
int run_session(const SegmentOptions& options);

}  // namespace imis
