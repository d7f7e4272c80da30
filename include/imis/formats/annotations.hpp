// Masks in JSON files that other tools read: COCO and GeoJSON.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "imis/image/image.hpp"

namespace imis {

// The mask of an object on a slice.
struct Annotation {
    std::size_t object = 0;      // its place in Annotations::objects
    std::string slice;           // its name, such as "axial:57"; empty where the image is one picture
    const Mask* mask = nullptr;  // the caller's
    double score = 0;            // predicted IoU, written with all its digits
};

struct Annotations {
    std::filesystem::path image;       // the file or folder that the masks belong to
    std::string model;                 // that made them
    std::vector<std::string> objects;  // names
    std::vector<Annotation> masks;     // in the order in which they are written
};

// Writes COCO's format (cocodataset.org, "Data format"): an image for each slice with a mask, a category for each
// object, and an annotation for each mask, with compressed run lengths, area and box in pixels of the stored slice, and
// its score. The file is complete or not there (write_file_atomically). Throws Error naming the file.
void write_coco(const std::filesystem::path& file, const Annotations& annotations);

// Writes GeoJSON (RFC 7946), likewise: a feature for each mask, outlined along the edges of its pixels. Coordinates are
// pixels of the stored slice, (0, 0) is the upper left corner of its first pixel. Positions in the patient are not
// given, since GeoJSON's are on the Earth.
void write_geojson(const std::filesystem::path& file, const Annotations& annotations);

}  // namespace imis
