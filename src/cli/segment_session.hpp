// Commands from stdin, answers on stdout.
#pragma once

#include "segment_options.hpp"

namespace imis {

// Reads a command a line until `quit` or the end of the input, and answers each with one line of JSON. With an input given, it is opened
// first. Returns the exit code.
int run_session(const SegmentOptions& options);

}  // namespace imis
