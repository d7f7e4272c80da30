// Grey values of DICOM files as they are meant.
#pragma once

#include <filesystem>
#include <vector>

namespace imis {

// All frames' stored values with the file's rescale slope and intercept, and nothing else done to them. Throws ItemError where
// they can't be read or are not `count` grey values.
[[nodiscard]] std::vector<float> read_dicom_grey(const std::filesystem::path& file, std::size_t count);

}  // namespace imis
