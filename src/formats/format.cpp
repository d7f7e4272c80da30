#include "imis/formats/format.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <vector>

#include "imis/base/ascii.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_endings = 6;

// A row of the table.
struct FormatRow {
    Format format;
    std::string_view name;  // for messages
    bool has_images;        // whether images are read from such files
    std::array<std::string_view, most_endings> endings;
    std::size_t mask_endings = 0;                  // masks are written to files of the first so many of them,
    std::optional<MaskFile> masks = std::nullopt;  // as this
};

constexpr std::array table = {
    FormatRow{Format::png, "PNG", true, {".png"}, 1, MaskFile::picture},
    FormatRow{Format::jpeg, "JPEG", true, {".jpg", ".jpeg"}},
    FormatRow{Format::bmp, "BMP", true, {".bmp"}},
    FormatRow{Format::tiff, "TIFF", true, {".tif", ".tiff"}},
    FormatRow{Format::nifti,
              "NIfTI",
              true,
              {".nii.gz", ".nii", ".hdr.gz", ".hdr", ".img.gz", ".img"},
              2,
              MaskFile::label_volume},
    FormatRow{Format::nrrd, "NRRD", true, {".nrrd", ".nhdr"}, 1, MaskFile::label_volume},
    FormatRow{Format::meta_image, "MetaImage", true, {".mha", ".mhd"}, 1, MaskFile::label_volume},
    FormatRow{Format::dicom, "DICOM", true, {".dcm", ".dicom"}, 1, MaskFile::dicom_segmentation},
    FormatRow{Format::coco, "COCO", false, {".json"}, 1, MaskFile::coco},
    FormatRow{Format::geojson, "GeoJSON", false, {".geojson"}, 1, MaskFile::geojson},
};

// What an ending alone does not say, for lists of them.
std::string_view meaning(MaskFile masks) {
    switch (masks) {
        case MaskFile::dicom_segmentation:
            return " (DICOM segmentation)";
        case MaskFile::coco:
            return " (COCO)";
        case MaskFile::picture:
        case MaskFile::label_volume:
        case MaskFile::geojson:
            return "";
    }
    return "";
}

// "a, b or c".
std::string joined(const std::vector<std::string>& words, std::string_view before_last) {
    std::string list;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) list += i + 1 < words.size() ? std::string_view(", ") : before_last;
        list += words[i];
    }
    return list;
}

// Length of the ending, whatever it is.
std::size_t ending_length(const fs::path& file) {
    const auto ending = ending_of(file);
    return ending ? ending->length : file.extension().string().size();
}

}  // namespace

std::optional<FileEnding> ending_of(const fs::path& file) {
    const std::string name = lower_ascii(file.filename().string());
    std::optional<FileEnding> found;
    for (const FormatRow& row : table) {
        for (std::size_t i = 0; i < most_endings && !row.endings[i].empty(); ++i) {
            const std::size_t length = row.endings[i].size();
            if (name.size() <= length || !name.ends_with(row.endings[i]) || (found && found->length > length)) continue;
            found = FileEnding{row.format, length, i < row.mask_endings ? row.masks : std::nullopt};
        }
    }
    return found;
}

std::string mask_endings() {
    std::vector<std::string> endings;
    for (const FormatRow& row : table) {
        for (std::size_t i = 0; i < row.mask_endings; ++i) {
            endings.push_back(std::string(row.endings[i]) + std::string(meaning(*row.masks)));
        }
    }
    return joined(endings, " or ");
}

std::string image_formats() {
    std::vector<std::string> names;
    for (const FormatRow& row : table) {
        if (row.has_images) names.emplace_back(row.name);
    }
    return joined(names, " and ");
}

std::string name_without_ending(const fs::path& file) {
    const std::string name = file.filename().string();
    const auto ending = ending_of(file);
    return ending ? name.substr(0, name.size() - ending->length) : name;
}

fs::path with_suffix(const fs::path& file, const std::string& suffix) {
    std::string tidy = suffix;
    std::ranges::replace_if(
        tidy, [](unsigned char c) { return c < 0x80 && std::isalnum(c) == 0 && c != '-'; }, '_');
    const std::string name = file.filename().string();
    const std::size_t stem = name.size() - ending_length(file);
    return file.parent_path() / (name.substr(0, stem) + "_" + tidy + name.substr(stem));
}

}  // namespace imis
