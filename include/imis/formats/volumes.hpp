// Volumes, slices and multi-frame files with their place in the patient; label maps on such a grid.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "imis/image/volume.hpp"

namespace imis {

// What of an input is meant.
struct VolumeChoice {
    std::optional<int> frame;  // of a 4D file or series, from 0
    std::string series;  // of a folder with several: its place in the list, from 1, or its UID; empty: the only one
};

// Whether a file is a picture that read_image reads (PNG, JPEG, BMP, TIFF), told by its first bytes.
[[nodiscard]] bool is_picture(const std::filesystem::path& file);

// Reads NIfTI, NRRD, MetaImage or a picture file (told by content, NIfTI by its name), one DICOM file, which may have
// many frames, or a folder with a DICOM series. DICOM's rescale slope and intercept are applied, frame by frame; slices
// are sorted by where they lie. A picture's grey values keep their depth; the pages of a TIFF are slices. A 2D file's
// volume has one slice. Throws ItemError naming the file where it is missing, empty, damaged, without pixels or of an
// unknown format; UsageError where a frame or a series must be chosen (the message lists the series), or the chosen one
// is not there.
[[nodiscard]] Volume read_volume(const std::filesystem::path& input, const VolumeChoice& choice = {});

// Writing label maps.

// Writes a label map of 8-bit values on its own grid, as NIfTI, NRRD or MetaImage by the name's ending
// (MaskFile::label_volume), compressed where the format can be (.nii is not). Missing folders are made; the file is
// complete or not there. Throws Error naming the file and the reason.
void write_label_volume(const std::filesystem::path& path, const LabelVolume& volume);

}  // namespace imis
