// The DICOM series in a folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "dicom_header.hpp"

namespace imis {

// The headers of files that belong together (one series UID, size and orientation), by name; never empty.
using DicomSeries = std::vector<DicomHeader>;

// A series with pixels in a folder and those below it. `wanted`: its place, from 1, in the list by number, then UID; or
// its UID; empty: the only one. Files that are not DICOM are skipped, damaged ones with a warning. Throws ItemError
// where the folder can't be read or has no series, and UsageError, which lists them, where not exactly one is meant.
[[nodiscard]] DicomSeries choose_dicom_series(const std::filesystem::path& folder, const std::string& wanted);

}  // namespace imis
