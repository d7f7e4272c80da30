// MetaImage and NRRD, through ITK's readers and writers.
#pragma once

#include <filesystem>
#include <optional>

#include "imis/image/volume.hpp"

namespace imis {

// Reads a file of 2 to 4 dimensions, told by its content. `frame` chooses among the volumes of a 4D file. Throws
// ItemError naming the file where it is neither format or can't be read, and UsageError as frame_number().
[[nodiscard]] Volume read_with_itk(const std::filesystem::path& file, std::optional<int> frame);

// Writes a label map, compressed, in the format that the name's ending says. Throws Error with the reason, without the
// name.
void write_labels_with_itk(const std::filesystem::path& file, const LabelVolume& volume);

// The headers of MetaImage and NRRD, which are lines of text: what ITK overlooks in them.

// Throws ItemError where the voxels of a MetaImage, in it or in the file that it names, are missing or cut off: its
// library silently fills in zeros. Voxels in a list of files pass.
void check_complete_meta_image(const std::filesystem::path& file);

// Whether a NRRD says that its axes point to the patient's left, front and head.
[[nodiscard]] bool is_left_anterior_superior_nrrd(const std::filesystem::path& file);

}  // namespace imis
