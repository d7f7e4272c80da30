// What `imis segment` does once its options are known.
#pragma once

#include "segment_options.hpp"

namespace imis {

// Segments one study or a folder of images; results go to stdout, a line of JSON each. objects: those that the command line gives.
// Returns the exit code. Throws UsageError where options do not fit together.
int run_segment(const SegmentOptions& options, const std::vector<GivenObject>& objects, bool show_progress);

[[nodiscard]] EngineOptions engine_options(const SegmentOptions& options);

// Slices or images to be computed at once, where each takes the threads that it was given.
[[nodiscard]] int computed_at_once(const SegmentOptions& options);

// The options of a run with the protocol that a prompts file asks for.
[[nodiscard]] StudyRunOptions study_run_options(const SegmentOptions& options, const Manifest& manifest,
                                                const GivenPrompts& prompts);

// The objects of a prompts file, on the slice of the command line where the file names none.
[[nodiscard]] std::vector<GivenObject> with_slice(std::vector<GivenObject> objects, const SliceRequest& slice);

}  // namespace imis
