#include "dicom_series.hpp"

#include <algorithm>
#include <cmath>
#include <system_error>
#include <tuple>
#include <utility>

#include "imis/base/error.hpp"
#include "imis/base/log.hpp"

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

// Slices of one volume share UID and size and lie alike: a localizer may have the UID of the series that it belongs to,
// but lies otherwise. Multi-frame files are volumes of their own.
bool belongs(const DicomHeader& header, const DicomSeries& known) {
    const DicomHeader& first = known.front();
    return header.frames == 1 && first.frames == 1 && header.series_uid == first.series_uid &&
           header.series_number == first.series_number && header.rows == first.rows &&
           header.columns == first.columns && lie_alike(header.planes, first.planes);
}

void sort_in(DicomHeader header, std::vector<DicomSeries>& all) {
    const auto found = std::ranges::find_if(all, [&](const DicomSeries& known) { return belongs(header, known); });
    DicomSeries& series = found == all.end() ? all.emplace_back() : *found;
    series.push_back(std::move(header));
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

// The series with pixels in a folder and those below it, by number, then UID.
std::vector<DicomSeries> find_series(const std::filesystem::path& folder) {
    std::vector<DicomSeries> all;
    for (const auto& file : files_below(folder)) {
        if (!is_dicom(file)) continue;
        try {
            DicomHeader header = read_dicom_header(file);
            if (header.has_pixels) sort_in(std::move(header), all);
        } catch (const ItemError& problem) {
            log::warn(std::string(problem.what()) + "; skipped");
        }
    }
    // By name of their first file where number and UID are the same.
    std::ranges::stable_sort(all, {}, [](const DicomSeries& series) {
        return std::tie(series.front().series_number, series.front().series_uid);
    });
    return all;
}

std::string listed(const std::vector<DicomSeries>& all) {
    std::string text;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const DicomHeader& first = all[i].front();
        text += "; " + std::to_string(i + 1) + ": " + first.modality + " '" + first.description + "', " +
                std::to_string(all[i].size()) + " files of " + to_string(Size{first.rows, first.columns}) + ", UID " +
                first.series_uid;
    }
    return text;
}

}  // namespace

DicomSeries choose_dicom_series(const std::filesystem::path& folder, const std::string& wanted) {
    std::vector<DicomSeries> all = find_series(folder);
    if (all.empty()) {
        throw ItemError(
            folder.string() +
            ": holds no DICOM images; give a file, a folder of a DICOM series, or prompts that name files in it");
    }
    if (wanted.empty()) {
        if (all.size() == 1) return std::move(all.front());
        throw UsageError(folder.string() + ": holds " + std::to_string(all.size()) +
                             " series; choose one by its number or UID" + listed(all),
                         {"series"});
    }
    std::vector<std::size_t> fitting;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].front().series_uid == wanted || std::to_string(i + 1) == wanted) fitting.push_back(i);
    }
    if (fitting.size() == 1) return std::move(all[fitting.front()]);
    throw UsageError("series " + wanted + ": " + (fitting.empty() ? "none" : "more than one") + " of the series in " +
                         folder.string() + listed(all),
                     {"series"});
}

}  // namespace imis
