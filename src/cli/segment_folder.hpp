// A folder of images, segmented by the prompts that a file has for each of them.
#pragma once

#include "segment_options.hpp"

namespace imis {

// Whether a prompts file names images in the input folder.
[[nodiscard]] bool names_images(const GivenPrompts& prompts, const SegmentOptions& options);

// Segments all images that the file names; the model is loaded once. The output, overlay, logits and image options name folders, in
// which each image's files have its name. An image that fails is passed over and listed at the end. Returns the exit code.
int segment_folder(const SegmentOptions& options, const GivenPrompts& prompts, bool show_progress);

}  // namespace imis
