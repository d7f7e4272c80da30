// Files beside the output that show how a segmentation came about.
#pragma once

#include <filesystem>
#include <span>

#include "imis/segmentation/segmentation.hpp"

namespace imis {

// Draws a slice with all its masks and prompts, turned as radiologists look at it (display_turn). Throws Error naming the file.
void write_overlay(const std::filesystem::path& file, const Study& study, const PromptedSlice& slice,
                   std::span<const SegmentedObject> objects);

// Writes a slice as the model was given it: 8 bits, as stored. Throws Error naming the file.
void write_slice_image(const std::filesystem::path& file, const Study& study, const PromptedSlice& slice);

}  // namespace imis
