// The DICOM series in a folder.
#include <algorithm>
#include <cmath>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

#include "dicom_header.hpp"
#include "dicom_volume.hpp"
#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "imis/formats/read_volume.hpp"

namespace imis {
namespace {

constexpr double same_series_direction = 0.01;  // between unit vectors, for each of their numbers

bool lie_alike(const std::vector<DicomFrame>& a, const std::vector<DicomFrame>& b) {
    if (a.empty() || b.empty()) return a.empty() == b.empty();
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const Vector3 difference = a.front().axes[axis] - b.front().axes[axis];
        if (std::ranges::any_of(difference, [](double d) { return !(std::abs(d) <= same_series_direction); }))
            return false;
    }
    return true;
}

// Slices of one volume share UID and size and lie alike: a localizer may have the UID of the series that it belongs to, but lies
// otherwise. Multi-frame files are volumes of their own.
bool belongs(const DicomHeader& header, const HeadedSeries& known) {
    const DicomHeader& first = known.headers.front();
    return header.frames == 1 && first.frames == 1 && header.series_uid == first.series_uid &&
           header.series_number == first.series_number && header.rows == first.rows &&
           header.columns == first.columns && lie_alike(header.planes, first.planes);
}

void sort_in(DicomHeader header, std::vector<HeadedSeries>& all) {
    auto found = std::ranges::find_if(all, [&](const HeadedSeries& known) { return belongs(header, known); });
    if (found == all.end()) {
        DicomSeries series;
        series.uid = header.series_uid;
        series.number = header.series_number;
        series.description = header.description;
        series.modality = header.modality;
        series.size = {header.rows, header.columns};
        all.push_back({std::move(series), {}});
        found = all.end() - 1;
    }
    found->series.files.push_back(header.file);
    found->headers.push_back(std::move(header));
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

std::vector<HeadedSeries> find_headed_series(const std::filesystem::path& folder) {
    std::vector<HeadedSeries> all;
    for (const auto& file : files_below(folder)) {
        if (!is_dicom(file)) continue;
        try {
            DicomHeader header = read_dicom_header(file);
            if (header.has_pixels) sort_in(std::move(header), all);
        } catch (const ItemError& problem) {
            log::warn(std::string(problem.what()) + "; passed over");
        }
    }
    // By name of their first file where number and UID are the same.
    std::ranges::stable_sort(all, {},
                             [](const HeadedSeries& found) { return std::tie(found.series.number, found.series.uid); });
    return all;
}

std::vector<DicomSeries> find_dicom_series(const std::filesystem::path& folder) {
    std::vector<DicomSeries> all;
    for (HeadedSeries& found : find_headed_series(folder)) all.push_back(std::move(found.series));
    return all;
}

}  // namespace imis
