// JSON files that other tools read: COCO's annotations and GeoJSON.
#pragma once

#include "imis/segmentation/segmentation.hpp"

namespace imis {

// COCO's format (cocodataset.org, "Data format"): an image for each slice with a mask, a category an object, an annotation a mask with
// compressed run lengths, area and box in pixels of the stored slice, and the predicted IoU as score.
void write_coco(const std::filesystem::path& file, const Study& study, std::span<const SegmentedObject> objects,
                const std::string& model);

// A feature for each object and slice (RFC 7946), outlined along the edges of its pixels: coordinates are pixels of the stored slice,
// (0, 0) is the left upper corner of its first pixel. Positions in the patient are not given, since GeoJSON's are on the Earth.
void write_geojson(const std::filesystem::path& file, const Study& study, std::span<const SegmentedObject> objects,
                   const std::string& model);

}  // namespace imis
