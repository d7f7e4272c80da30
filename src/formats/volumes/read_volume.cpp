#include "dicom/dicom_header.hpp"
#include "dicom/dicom_series.hpp"
#include "dicom/dicom_volume.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/formats/format.hpp"
#include "imis/formats/volumes.hpp"
#include "itk_volume.hpp"
#include "nifti_volume.hpp"
#include "pictures/picture_file.hpp"
#include "pictures/picture_volume.hpp"
#include "reader_words.hpp"

namespace imis {
namespace {

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
        return read_dicom_series(choose_dicom_series(input, choice.series), choice.frame);
    }
    if (!choice.series.empty()) {
        throw UsageError(
            "series " + choice.series + ": " + input.string() + " is a file; give the folder of the series",
            {"series", "input"});
    }
    check_not_empty(input);
    if (is_dicom(input)) return read_dicom_file(input, choice.frame);
    if (is_picture(input)) return read_picture(input, choice.frame);
    const auto ending = ending_of(input);
    const bool is_nifti = ending && ending->format == Format::nifti;
    return is_nifti ? read_nifti(input, choice.frame) : read_with_itk(input, choice.frame);
}

}  // namespace imis
