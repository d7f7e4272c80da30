// The files that a segmentation writes: the masks, whose name's ending says the format, and pictures beside them.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "imis/formats/format.hpp"
#include "imis/segmentation/segmentation.hpp"

namespace imis {

// What a file of masks is, by its name's ending. Throws UsageError that lists the endings.
[[nodiscard]] MaskFile mask_file(const std::filesystem::path& file);

// Throws UsageError where a file exists and `force` is false, or its folder can't be written. Makes nothing.
void check_writable(const std::filesystem::path& file, bool force);

// Throws UsageError where the masks of a study can't be written in a format: a PNG for several slices, a DICOM
// segmentation of another format, more than 255 objects. objects: how many; slices: those prompted; propagate: whether
// masks go on to their neighbours.
void check_output(const std::filesystem::path& file, const Study& study, std::size_t objects,
                  std::span<const PromptedSlice> slices, bool propagate);

// Writes all objects of a study; labels count from 1 in their order, and where objects overlap the later one counts, in
// formats that give a pixel one label. model: named in the file where the format has a place for it. The file is
// complete or not there. Throws Error naming it.
void write_output(const std::filesystem::path& file, const Study& study, std::span<const SegmentedObject> objects,
                  const std::string& model);

// Files beside the output that show how a segmentation came about.

// Draws a slice with all its masks and prompts, turned as radiologists look at it (display_turn). Throws Error naming
// the file.
void write_overlay(const std::filesystem::path& file, const Study& study, const PromptedSlice& slice,
                   std::span<const SegmentedObject> objects);

// Writes a slice as the model was given it: 8 bits, as stored. Throws Error naming the file.
void write_slice_image(const std::filesystem::path& file, const Study& study, const PromptedSlice& slice);

}  // namespace imis
