// The file that a segmentation is written to; its name's ending says the format.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "imis/base/choice.hpp"
#include "imis/segmentation/segmentation.hpp"

namespace imis {

enum class OutputFormat {
    png,           // one slice: 0 and 255, or with several objects a palette whose indices are the labels
    label_volume,  // .nii, .nii.gz, .nrrd, .mha: labels on the input's own grid
    dicom_seg,     // .dcm: a DICOM segmentation of a DICOM input
    coco,          // .json: COCO annotations with run lengths
    geojson,       // .geojson: outlines along the edges of pixels
};

// The format by a file's ending. Throws UsageError that lists the endings.
[[nodiscard]] OutputFormat output_format(const std::filesystem::path& file);

// The name without an ending that files of masks, pictures or volumes have: "liver.nii.gz" -> "liver". Other names, such as the UID
// that a folder of a DICOM series is called by, stay whole.
[[nodiscard]] std::string name_without_ending(const std::filesystem::path& file);

// "liver.png", "candidate 2" -> "liver_candidate_2.png": letters and digits stay, others become '_'.
[[nodiscard]] std::filesystem::path with_suffix(const std::filesystem::path& file, const std::string& suffix);

// Throws UsageError where a file exists and `force` is false, or its folder can't be written. Makes nothing.
void check_writable(const std::filesystem::path& file, bool force);

// Throws UsageError where the masks of a study can't be written in a format: a PNG for several slices, a DICOM segmentation of another
// format, more than 255 objects. objects: how many; slices: those prompted; propagate: whether masks go on to their neighbours.
void check_output(const std::filesystem::path& file, const Study& study, std::size_t objects,
                  std::span<const PromptedSlice> slices, bool propagate);

// Writes all objects of a study; labels count from 1 in their order, and where objects overlap the later one counts, in formats
// that give a pixel one label. model: named in the file where the format has a place for it. The file is complete or not there.
// Throws Error naming it.
void write_output(const std::filesystem::path& file, const Study& study, std::span<const SegmentedObject> objects,
                  const std::string& model);

}  // namespace imis
