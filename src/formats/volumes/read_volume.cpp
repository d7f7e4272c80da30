#include "imis/formats/read_volume.hpp"

#include "dicom/dicom_header.hpp"
#include "dicom/dicom_volume.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "itk_volume.hpp"
#include "nifti_file.hpp"
#include "nifti_volume.hpp"
#include "pictures/picture_file.hpp"
#include "pictures/picture_volume.hpp"
#include "reader_words.hpp"

namespace imis {
namespace {

std::string listed(const std::vector<HeadedSeries>& all) {
    std::string text;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const DicomSeries& series = all[i].series;
        text += "; " + std::to_string(i + 1) + ": " + series.modality + " '" + series.description + "', " +
                std::to_string(series.files.size()) + " files of " + std::to_string(series.size.width) + " x " +
                std::to_string(series.size.height) + ", UID " + series.uid;
    }
    return text;
}

// The one that was asked for by its number or UID; the only one where nothing was asked for.
const HeadedSeries& chosen_series(const std::vector<HeadedSeries>& all, const std::string& wanted,
                                  const std::filesystem::path& folder) {
    if (all.empty()) {
        throw ItemError(
            folder.string() +
            ": holds no DICOM images; give a file, a folder of a DICOM series, or prompts that name files in it");
    }
    if (wanted.empty()) {
        if (all.size() == 1) return all.front();
        throw UsageError(folder.string() + ": holds " + std::to_string(all.size()) +
                         " series; choose one by its number or UID" + listed(all));
    }
    std::vector<const HeadedSeries*> fitting;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].series.uid == wanted || std::to_string(i + 1) == wanted) fitting.push_back(&all[i]);
    }
    if (fitting.size() == 1) return *fitting.front();
    throw UsageError("series " + wanted + ": " + (fitting.empty() ? "none" : "more than one") + " of the series in " +
                     folder.string() + listed(all));
}

Volume read_picture(const std::filesystem::path& file, std::optional<int> frame) {
    (void)frame_number(frame, 1, file.string());
    return read_picture_volume(file);
}

void check_not_empty(const std::filesystem::path& file) {
    std::error_code code;
    const auto bytes = std::filesystem::file_size(file, code);
    if (code) throw ItemError(file.string() + ": cannot be read: " + code.message());
    if (bytes == 0) throw ItemError(file.string() + ": is empty");
}

}  // namespace

bool is_picture(const std::filesystem::path& file) {
    // Some DICOM files have the head of a TIFF before their mark, so that viewers of pictures open them.
    if (is_dicom(file)) return false;
    const auto start = read_start(file, 16);
    return picture::is_png(start) || picture::is_jpeg(start) || picture::is_bmp(start) || picture::is_tiff(start);
}

Volume read_volume(const std::filesystem::path& input, const VolumeChoice& choice) {
    std::error_code code;
    const auto status = std::filesystem::status(input, code);
    if (!std::filesystem::exists(status)) throw ItemError(input.string() + ": no such file or folder");
    if (std::filesystem::is_directory(status)) {
        const auto all = find_headed_series(input);
        return read_dicom_series(chosen_series(all, choice.series, input), choice.frame);
    }
    if (!choice.series.empty()) {
        throw UsageError("series " + choice.series + ": " + input.string() +
                         " is a file; give the folder of the series");
    }
    check_not_empty(input);
    if (is_dicom(input)) return read_dicom_file(input, choice.frame);
    if (is_picture(input)) return read_picture(input, choice.frame);
    return has_nifti_name(input) ? read_nifti(input, choice.frame) : read_with_itk(input, choice.frame);
}

}  // namespace imis
