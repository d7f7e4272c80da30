// DICOM files and series as volumes.
#pragma once

#include <filesystem>
#include <optional>

#include "dicom_series.hpp"
#include "imis/image/volume.hpp"

namespace imis {

// One file with one frame or many. Where the file says where its frames lie, they are sorted by it. Throws as
// read_volume.
[[nodiscard]] Volume read_dicom_file(const std::filesystem::path& file, std::optional<int> frame);

// All files of a series. Throws as read_volume.
[[nodiscard]] Volume read_dicom_series(const DicomSeries& headers, std::optional<int> frame);

}  // namespace imis
