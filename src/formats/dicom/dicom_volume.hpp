// DICOM files and series as volumes.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "dicom_header.hpp"
#include "imis/formats/read_volume.hpp"

namespace imis {

// A series with the headers of its files, in the same order, so that each is read once.
struct HeadedSeries {
    DicomSeries series;
    std::vector<DicomHeader> headers;
};

// As find_dicom_series.
[[nodiscard]] std::vector<HeadedSeries> find_headed_series(const std::filesystem::path& folder);

// One file with one frame or many. Where the file says where its frames lie, they are sorted by it. Throws as read_volume.
[[nodiscard]] Volume read_dicom_file(const std::filesystem::path& file, std::optional<int> frame);

// All files of a series. Throws as read_volume.
[[nodiscard]] Volume read_dicom_series(const HeadedSeries& series, std::optional<int> frame);

}  // namespace imis
