#include "imis/segmentation/output_file.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <unistd.h>
#include <utility>

#include "annotation_files.hpp"
#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "label_files.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, OutputFormat>, 8> endings = {{{".nii.gz", OutputFormat::label_volume},
                                                                               {".nii", OutputFormat::label_volume},
                                                                               {".nrrd", OutputFormat::label_volume},
                                                                               {".mha", OutputFormat::label_volume},
                                                                               {".png", OutputFormat::png},
                                                                               {".dcm", OutputFormat::dicom_seg},
                                                                               {".json", OutputFormat::coco},
                                                                               {".geojson", OutputFormat::geojson}}};

// Of files that are only read.
constexpr std::array<std::string_view, 10> input_endings = {".jpg", ".jpeg", ".bmp", ".tif", ".tiff",
                                                            ".mhd", ".nhdr", ".hdr", ".img", ".dicom"};

constexpr std::size_t most_labels = 255;  // of 8 bits

const std::pair<std::string_view, OutputFormat>* ending_of(const fs::path& file) {
    const std::string name = lower_ascii(file.filename().string());
    for (const auto& ending : endings) {
        if (name.size() > ending.first.size() && name.ends_with(ending.first)) return &ending;
    }
    return nullptr;
}

// Length of the ending, whatever it is.
std::size_t ending_length(const fs::path& file) {
    if (const auto* ending = ending_of(file)) return ending->first.size();
    return file.extension().string().size();
}

// Folders of DICOM series are called by UIDs: what stands behind the last point of any other name belongs to it.
bool has_known_ending(const fs::path& file) {
    return ending_of(file) != nullptr ||
           std::ranges::find(input_endings, lower_ascii(file.extension().string())) != input_endings.end();
}

// Whether a file can be made in a folder: tried, because permissions do not say it for root or read-only disks.
bool can_write_in(const fs::path& folder) {
    std::string name = (folder / ".imis-XXXXXX").string();
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0) return false;
    ::close(descriptor);
    std::error_code ignored;
    fs::remove(name, ignored);
    return true;
}

}  // namespace

OutputFormat output_format(const fs::path& file) {
    if (const auto* ending = ending_of(file)) return ending->second;
    throw UsageError(
        "--output " + file.string() +
        ": the name must end in .png, .nii.gz, .nii, .nrrd, .mha, .dcm (DICOM segmentation), .json (COCO) or "
        ".geojson");
}

std::string name_without_ending(const fs::path& file) {
    const std::string name = file.filename().string();
    return has_known_ending(file) ? name.substr(0, name.size() - ending_length(file)) : name;
}

fs::path with_suffix(const fs::path& file, const std::string& suffix) {
    std::string tidy = suffix;
    std::ranges::replace_if(
        tidy, [](unsigned char c) { return c < 0x80 && std::isalnum(c) == 0 && c != '-'; }, '_');
    const std::string name = file.filename().string();
    const std::size_t stem = name.size() - ending_length(file);
    return file.parent_path() / (name.substr(0, stem) + "_" + tidy + name.substr(stem));
}

void check_writable(const fs::path& file, bool force) {
    std::error_code code;
    const fs::file_status status = fs::status(file, code);
    if (fs::is_directory(status)) throw UsageError(file.string() + ": is a folder; give the name of a file");
    if (fs::exists(status) && !force) throw UsageError(file.string() + ": exists already; replace it by --force");
    fs::path folder = fs::absolute(file).parent_path();
    while (!fs::exists(folder, code) && folder.has_relative_path()) folder = folder.parent_path();
    if (!fs::is_directory(folder, code) || !can_write_in(folder)) {
        throw UsageError(
            file.string() + ": cannot be written: " + folder.string() +
            (fs::is_directory(folder, code) ? " is a folder without the right to write" : " is no folder"));
    }
}

void check_output(const fs::path& file, const Study& study, std::size_t objects, std::span<const PromptedSlice> slices,
                  bool propagate) {
    if (objects > most_labels) {
        throw UsageError("more than 255 objects do not fit into one file; segment them in several calls");
    }
    const OutputFormat format = output_format(file);
    if (format == OutputFormat::dicom_seg && study.dicom_files().empty()) {
        throw UsageError("--output " + file.string() + ": a DICOM segmentation refers to DICOM images, which " +
                         study.input().string() + " is not; write .nii.gz or .nrrd");
    }
    if (format != OutputFormat::png) return;
    const bool spreads = propagate && slice_count(study.geometry(), slices.front().axes) > 1;
    if (slices.size() == 1 && !spreads) return;
    throw UsageError("--output " + file.string() + ": a PNG holds one slice, but " +
                     (spreads ? "--propagate gives several" : "the prompts lie on several") +
                     "; write .nii.gz or .nrrd");
}

void write_output(const fs::path& file, const Study& study, std::span<const SegmentedObject> objects,
                  const std::string& model) {
    switch (output_format(file)) {
        case OutputFormat::png:
            return write_label_picture(file, objects);
        case OutputFormat::label_volume:
            return write_labels(file, study, objects);
        case OutputFormat::dicom_seg:
            return write_segmentation_object(file, study, objects, model);
        case OutputFormat::coco:
            return write_coco(file, study, objects, model);
        case OutputFormat::geojson:
            return write_geojson(file, study, objects, model);
    }
}

}  // namespace imis
