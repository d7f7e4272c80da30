// MetaImage and NRRD, through ITK's readers and writers.
#pragma once

#include <filesystem>
#include <optional>

#include "imis/image/volume.hpp"

namespace imis {

// Reads a file of 2 to 4 dimensions, told by its content. `frame` chooses among the volumes of a 4D file. Throws ItemError naming the file
// where it is neither format or can't be read, and UsageError as frame_number().
[[nodiscard]] Volume read_with_itk(const std::filesystem::path& file, std::optional<int> frame);

// Writes a label map, compressed, in the format that the name's ending says. Throws Error with the reason, without the name.
void write_labels_with_itk(const std::filesystem::path& file, const LabelVolume& volume);

}  // namespace imis
