// Volumes through ITK's readers and writers.
#pragma once

#include <filesystem>
#include <optional>

#include "imis/image/volume.hpp"

namespace imis {

// Reads a file of any of ITK's formats but DICOM and NIfTI, of 2 to 4 dimensions, values rescaled as ITK does. `frame` chooses
// among the volumes of a 4D file. Throws ItemError naming the file where it can't be read, and UsageError as frame_number().
[[nodiscard]] Volume read_with_itk(const std::filesystem::path& file, std::optional<int> frame);

// Reads the pixels of a DICOM file, of all its frames. Not by what ITK takes the file for: it would not try data sets without
// their mark. Throws ItemError as above.
[[nodiscard]] Volume read_dicom_with_itk(const std::filesystem::path& file);

}  // namespace imis
