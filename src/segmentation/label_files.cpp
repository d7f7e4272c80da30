#include "label_files.hpp"

#include "imis/formats/label_image.hpp"
#include "imis/formats/write_dicom_seg.hpp"
#include "imis/formats/write_png.hpp"
#include "imis/formats/write_volume.hpp"

namespace imis {
namespace {

LabelVolume label_volume(const Study& study, std::span<const SegmentedObject> objects) {
    LabelVolume volume{study.geometry(), {}, study.nifti_place()};
    volume.labels.resize(static_cast<std::size_t>(volume.geometry.voxels()));
    for (std::size_t i = 0; i < objects.size(); ++i) {
        for (const auto& [slice, answer] : objects[i].slices) {
            put_label(volume, objects[i].axes, slice, answer.answer.mask, static_cast<std::uint8_t>(i + 1));
        }
    }
    return volume;
}

}  // namespace

void write_label_picture(const std::filesystem::path& file, std::span<const SegmentedObject> objects) {
    const Mask& first = objects.front().slices.begin()->second.answer.mask;
    if (objects.size() == 1) return write_mask_png(file, first);
    LabelImage picture{first.size, std::vector<std::uint8_t>(first.pixels.size(), 0)};
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const Mask& mask = objects[i].slices.begin()->second.answer.mask;
        for (std::size_t pixel = 0; pixel < mask.pixels.size(); ++pixel) {
            if (mask.pixels[pixel] != 0) picture.labels[pixel] = static_cast<std::uint8_t>(i + 1);
        }
    }
    write_label_png(file, picture);
}

void write_labels(const std::filesystem::path& file, const Study& study, std::span<const SegmentedObject> objects) {
    write_label_volume(file, label_volume(study, objects));
}

void write_segmentation_object(const std::filesystem::path& file, const Study& study,
                               std::span<const SegmentedObject> objects, const std::string& model) {
    std::vector<SegmentInfo> segments;
    for (const SegmentedObject& object : objects) segments.push_back({object.name, false});
    write_dicom_seg(file, label_volume(study, objects), segments, {study.dicom_files(), study.dicom_frames()}, model);
}

}  // namespace imis
