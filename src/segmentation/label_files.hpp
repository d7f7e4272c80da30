// Files that give every pixel or voxel one label.
#pragma once

#include "imis/segmentation/segmentation.hpp"

namespace imis {

// One slice: 0 and 255 for one object, indices of a palette for several.
void write_label_picture(const std::filesystem::path& file, std::span<const SegmentedObject> objects);

// Labels on the study's grid.
void write_labels(const std::filesystem::path& file, const Study& study, std::span<const SegmentedObject> objects);

// A DICOM segmentation with a segment an object.
void write_segmentation_object(const std::filesystem::path& file, const Study& study,
                               std::span<const SegmentedObject> objects, const std::string& model);

}  // namespace imis
