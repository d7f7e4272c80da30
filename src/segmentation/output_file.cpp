#include <cstdlib>
#include <unistd.h>
#include <vector>

#include "answer_json.hpp"
#include "imis/base/error.hpp"
#include "imis/formats/annotations.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/formats/volumes.hpp"
#include "imis/formats/write_dicom_seg.hpp"
#include "imis/segmentation/output_files.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_labels = 255;  // of 8 bits

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

void write_label_picture(const std::filesystem::path& file, std::span<const SegmentedObject> objects) {
    const Mask& first = objects.front().slices.begin()->second.best.mask;
    if (objects.size() == 1) return write_mask_png(file, first);
    LabelImage picture{first.size, std::vector<std::uint8_t>(first.pixels.size(), 0)};
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const Mask& mask = objects[i].slices.begin()->second.best.mask;
        for (std::size_t pixel = 0; pixel < mask.pixels.size(); ++pixel) {
            if (mask.pixels[pixel] != 0) picture.labels[pixel] = static_cast<std::uint8_t>(i + 1);
        }
    }
    write_label_png(file, picture);
}

LabelVolume label_volume(const Study& study, std::span<const SegmentedObject> objects) {
    LabelVolume volume{study.geometry(), {}, study.nifti_place()};
    volume.labels.resize(static_cast<std::size_t>(volume.geometry.voxels()));
    for (std::size_t i = 0; i < objects.size(); ++i) {
        for (const auto& [slice, answer] : objects[i].slices) {
            put_label(volume, objects[i].axes, slice, answer.best.mask, static_cast<std::uint8_t>(i + 1));
        }
    }
    return volume;
}

void write_segmentation_object(const fs::path& file, const Study& study, std::span<const SegmentedObject> objects,
                               const std::string& model) {
    std::vector<SegmentInfo> segments;
    for (const SegmentedObject& object : objects) segments.push_back({object.name, false});
    write_dicom_seg(file, label_volume(study, objects), segments, {study.dicom_files(), study.dicom_frames()}, model);
}

Annotations annotations_of(const Study& study, std::span<const SegmentedObject> objects, const std::string& model) {
    Annotations annotations{study.input(), model, {}, {}};
    for (const SegmentedObject& object : objects) {
        for (const auto& [slice, answer] : object.slices) {
            annotations.masks.push_back({annotations.objects.size(),
                                         study.has_slices() ? study.slice_name(object.axes, slice) : std::string(),
                                         &answer.best.mask, rounded(answer.best.score, 6)});
        }
        annotations.objects.push_back(object.name);
    }
    return annotations;
}

}  // namespace

MaskFile mask_file(const fs::path& file) {
    const auto ending = ending_of(file);
    if (ending && ending->masks) return *ending->masks;
    throw UsageError("output " + file.string() + ": the name must end in " + mask_endings(), {"output"});
}

void check_writable(const fs::path& file, bool force) {
    std::error_code code;
    const fs::file_status status = fs::status(file, code);
    if (fs::is_directory(status)) throw UsageError(file.string() + ": is a folder; give the name of a file");
    if (fs::exists(status) && !force) {
        throw UsageError(file.string() + ": exists already; choose another name, or force its replacement", {"force"});
    }
    fs::path folder = fs::absolute(file).parent_path();
    while (!fs::exists(folder, code) && folder.has_relative_path()) folder = folder.parent_path();
    if (!fs::is_directory(folder, code) || !can_write_in(folder)) {
        throw UsageError(file.string() + ": cannot be written: " + folder.string() +
                         (fs::is_directory(folder, code) ? " is a folder that is not writable" : " is not a folder"));
    }
}

void check_output(const fs::path& file, const Study& study, std::size_t objects, std::span<const PromptedSlice> slices,
                  bool propagate) {
    if (objects > most_labels) {
        throw UsageError("more than 255 objects do not fit into one file; segment them in several runs");
    }
    const MaskFile format = mask_file(file);
    if (format == MaskFile::dicom_segmentation && study.dicom_files().empty()) {
        throw UsageError("output " + file.string() + ": a DICOM segmentation refers to DICOM images, which " +
                             study.input().string() + " is not; write .nii.gz or .nrrd",
                         {"output"});
    }
    if (format != MaskFile::picture) return;
    const bool spreads = propagate && slice_count(study.geometry(), slices.front().axes) > 1;
    if (slices.size() == 1 && !spreads) return;
    throw UsageError("output " + file.string() + ": a PNG holds one slice, but " +
                         (spreads ? "propagation gives several" : "the prompts lie on several") +
                         "; write .nii.gz or .nrrd",
                     {"output"});
}

void write_output(const fs::path& file, const Study& study, std::span<const SegmentedObject> objects,
                  const std::string& model) {
    switch (mask_file(file)) {
        case MaskFile::picture:
            return write_label_picture(file, objects);
        case MaskFile::label_volume:
            return write_label_volume(file, label_volume(study, objects));
        case MaskFile::dicom_segmentation:
            return write_segmentation_object(file, study, objects, model);
        case MaskFile::coco:
            return write_coco(file, annotations_of(study, objects, model));
        case MaskFile::geojson:
            return write_geojson(file, annotations_of(study, objects, model));
    }
}

}  // namespace imis
