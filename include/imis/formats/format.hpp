// The formats that are read and written, and the endings that their files' names have: the one place that knows them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace imis {

enum class Format { png, jpeg, bmp, tiff, nifti, nrrd, meta_image, dicom, coco, geojson };

// What a file of masks is.
enum class MaskFile {
    picture,             // one slice: 0 and 255 for one object, indices of a palette for several
    label_volume,        // a label for every voxel of the input's own grid
    dicom_segmentation,  // a DICOM segmentation, which refers to DICOM images
    coco,                // COCO annotations with run lengths
    geojson,             // outlines along the edges of pixels
};

// What the ending of a file's name tells.
struct FileEnding {
    Format format = Format::png;
    std::size_t length = 0;                        // of the ending, its full stop included
    std::optional<MaskFile> masks = std::nullopt;  // where masks are written to files of that ending
};

// By the longest known ending that the name has, in upper or lower case; none where it has none, or nothing before it.
[[nodiscard]] std::optional<FileEnding> ending_of(const std::filesystem::path& file);

// For messages: the endings of files that masks are written to ("... or .geojson"), the names of the formats that
// images are read from ("... and DICOM").
[[nodiscard]] std::string mask_endings();
[[nodiscard]] std::string image_formats();

// The name without such an ending: "liver.nii.gz" -> "liver". Other names, such as the UID that a folder of a DICOM
// series is called by, stay whole.
[[nodiscard]] std::string name_without_ending(const std::filesystem::path& file);

// "liver.png", "candidate 2" -> "liver_candidate_2.png": letters and digits stay, others become '_'. Any ending counts,
// known or not.
[[nodiscard]] std::filesystem::path with_suffix(const std::filesystem::path& file, const std::string& suffix);

}  // namespace imis
