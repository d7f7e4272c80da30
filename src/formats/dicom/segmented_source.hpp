// The DICOM images that a segmentation refers to.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmiod/iodrules.h>

#include "imis/formats/write_dicom_seg.hpp"
#include "imis/image/volume.hpp"

namespace imis {

// The image that a slice shows.
struct SourceImage {
    std::string class_uid;
    std::string instance_uid;
    int frame = 0;       // its number, from 1, in a file with many frames; 0 in one with a single frame
    Vector3 position{};  // LPS, centre of the first pixel, where it has one
};

struct SegmentedSource {
    std::vector<SourceImage> slices;  // in the order of k
    std::string series_uid;           // empty where the source has none
    bool placed = false;              // all slices say where they lie
};

// Finds the image of every slice. Throws Error where a file can't be read or images and slices differ in number, size,
// orientation or order.
[[nodiscard]] SegmentedSource find_source_images(const DicomSource& source, const VolumeGeometry& geometry);

// The header of a file, from which a segmentation copies patient and study: texts in UTF-8, without values that break
// the rules of the segmentation.
[[nodiscard]] std::unique_ptr<DcmFileFormat> read_patient(const std::filesystem::path& file, IODRules& rules);

}  // namespace imis
