// The DICOM series in a folder.
#include <algorithm>
#include <cmath>
#include <map>
#include <system_error>
#include <tuple>

#include "dicom_header.hpp"
#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "imis/image/read_volume.hpp"

namespace imis {
namespace {

// What slices of one volume share. A localizer may have the UID of the series that it belongs to, but lies otherwise. Multi-frame
// files are volumes of their own.
using Key = std::tuple<int, std::string, int, int, std::string>;

std::string orientation(const DicomHeader& header) {
    if (header.frames > 1) return header.file.string();
    std::string text;
    for (const DicomFrame& frame : header.planes) {
        for (const Vector3& axis : frame.axes) {
            for (const double cosine : axis) text += std::to_string(std::lround(cosine * 100)) + " ";
        }
    }
    return text;
}

std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code code;
    std::filesystem::recursive_directory_iterator entries(
        folder, std::filesystem::directory_options::skip_permission_denied, code);
    for (; !code && entries != std::filesystem::recursive_directory_iterator(); entries.increment(code)) {
        std::error_code ignored;
        if (entries->is_regular_file(ignored)) files.push_back(entries->path());
    }
    if (code) throw ItemError(folder.string() + ": the folder cannot be read: " + code.message());
    std::ranges::sort(files);
    return files;
}

}  // namespace

std::vector<DicomSeries> find_dicom_series(const std::filesystem::path& folder) {
    std::map<Key, DicomSeries> found;
    for (const auto& file : files_below(folder)) {
        if (!is_dicom(file)) continue;
        try {
            const DicomHeader header = read_dicom_header(file);
            if (!header.has_pixels) continue;
            DicomSeries& series =
                found[{header.series_number, header.series_uid, header.rows, header.columns, orientation(header)}];
            series.uid = header.series_uid;
            series.number = header.series_number;
            series.description = header.description;
            series.modality = header.modality;
            series.size = {header.rows, header.columns};
            series.files.push_back(file);
        } catch (const ItemError& problem) {
            log::warn(std::string(problem.what()) + "; passed over");
        }
    }
    std::vector<DicomSeries> all;
    all.reserve(found.size());
    for (auto& [key, series] : found) all.push_back(std::move(series));
    return all;
}

}  // namespace imis
