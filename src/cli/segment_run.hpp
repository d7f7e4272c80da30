// What `imis segment` does once its options are known.
#pragma once

#include "segment_options.hpp"

namespace imis {

// Segments one study or a folder of images; results go to stdout, a line of JSON each. objects: those that the command line gives.
// Returns the exit code. Throws UsageError where options do not fit together.
int run_segment(const SegmentOptions& options, const std::vector<GivenObject>& objects, bool show_progress);

}  // namespace imis
