// Reading label maps of any tool.
#pragma once

#include <filesystem>
#include <string>

#include "imis/image/label_map.hpp"

namespace imis {

// Reads a label map: a picture (grey values, or the indices of a palette; of a TIFF the first page), NIfTI, NRRD,
// MetaImage or DICOM (whole numbers), or an .npy array of two or three axes (whole numbers or booleans; an axis of length
// 1 at the end, as IMed-361M has it, is dropped). Lengths are in millimetres where the file says them and else in
// pixels. Values must be in 0 .. 2^31 - 1. Throws ItemError naming the file where it can't be read, has colours without
// a palette, fractions or other values; UsageError as read_volume.
[[nodiscard]] LabelMap read_label_map(const std::filesystem::path& file);

// Whether a file's name has an ending of such a format.
[[nodiscard]] bool is_label_map_name(const std::filesystem::path& file);

// The name without such an ending: "liver.nii.gz" -> "liver", "liver.npy" -> "liver".
[[nodiscard]] std::string label_map_stem(const std::filesystem::path& file);

}  // namespace imis
