// What the tests of DICOM segmentations share: reading them back without the writer's help.
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmseg/segdoc.h>

#include "catch.hpp"
#include "dicom_files.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/formats/volumes.hpp"
#include "imis/formats/write_dicom_seg.hpp"
#include "test_data.hpp"

namespace imis {

namespace fs = std::filesystem;

// A data set with access that fails the test where something is absent.
class ReadDataset {
public:
    explicit ReadDataset(const fs::path& path) { REQUIRE(file_.loadFile(path.c_str()).good()); }

    [[nodiscard]] DcmDataset& operator*() { return *file_.getDataset(); }
    [[nodiscard]] std::string text(const DcmTagKey& tag) { return text(**this, tag); }

    static std::string text(DcmItem& item, const DcmTagKey& tag) {
        OFString value;
        (void)item.findAndGetOFStringArray(tag, value);
        return value.c_str();
    }
    static std::vector<double> numbers(DcmItem& item, const DcmTagKey& tag) {
        std::vector<double> values;
        Float64 value = 0;
        while (item.findAndGetFloat64(tag, value, static_cast<unsigned long>(values.size())).good()) {
            values.push_back(value);
        }
        return values;
    }
    static DcmItem& item(DcmItem& parent, const DcmTagKey& sequence, long index = 0) {
        DcmItem* found = nullptr;
        REQUIRE(parent.findAndGetSequenceItem(sequence, found, index).good());
        return *found;
    }
    static bool has(DcmItem& item, const DcmTagKey& tag) { return item.tagExists(tag) == OFTrue; }

private:
    DcmFileFormat file_;
};

struct ReadFrame {
    int segment = 0;
    std::string instance;  // of the source image
    std::string source_frame;
    std::vector<double> position;
    std::vector<int> index;  // dimension index values
    std::vector<int> pixels;
};

inline std::vector<int> dimension_index(DcmItem& groups) {
    DcmItem& content = ReadDataset::item(groups, DCM_FrameContentSequence);
    std::vector<int> index;
    Uint32 value = 0;
    while (content.findAndGetUint32(DCM_DimensionIndexValues, value, static_cast<unsigned long>(index.size())).good()) {
        index.push_back(static_cast<int>(value));
    }
    return index;
}

inline ReadFrame read_groups(DcmItem& groups) {
    ReadFrame frame;
    Uint16 segment = 0;
    REQUIRE(ReadDataset::item(groups, DCM_SegmentIdentificationSequence)
                .findAndGetUint16(DCM_ReferencedSegmentNumber, segment)
                .good());
    frame.segment = segment;
    DcmItem& source =
        ReadDataset::item(ReadDataset::item(groups, DCM_DerivationImageSequence), DCM_SourceImageSequence);
    frame.instance = ReadDataset::text(source, DCM_ReferencedSOPInstanceUID);
    frame.source_frame = ReadDataset::text(source, DCM_ReferencedFrameNumber);
    if (ReadDataset::has(groups, DCM_PlanePositionSequence)) {
        DcmItem& position = ReadDataset::item(groups, DCM_PlanePositionSequence);
        frame.position = ReadDataset::numbers(position, DCM_ImagePositionPatient);
    }
    frame.index = dimension_index(groups);
    return frame;
}

// Bits are taken apart here, not by DCMTK, whose version 3.6.7 loses some where frames share a byte.
inline std::vector<ReadFrame> read_frames(ReadDataset& dataset) {
    const int count = std::stoi(dataset.text(DCM_NumberOfFrames));
    Uint16 rows = 0;
    Uint16 columns = 0;
    const Uint8* bytes = nullptr;
    REQUIRE((*dataset).findAndGetUint16(DCM_Rows, rows).good());
    REQUIRE((*dataset).findAndGetUint16(DCM_Columns, columns).good());
    REQUIRE((*dataset).findAndGetUint8Array(DCM_PixelData, bytes).good());
    std::vector<ReadFrame> frames;
    std::size_t bit = 0;
    for (int index = 0; index < count; ++index) {
        frames.push_back(read_groups(ReadDataset::item(*dataset, DCM_PerFrameFunctionalGroupsSequence, index)));
        for (int pixel = 0; pixel < rows * columns; ++pixel, ++bit) {
            frames.back().pixels.push_back((bytes[bit / 8] >> (bit % 8)) & 1);
        }
    }
    return frames;
}

inline std::string instance_of(const fs::path& file) {
    return ReadDataset(file).text(DCM_SOPInstanceUID);
}

inline std::vector<int> expected_pixels(const LabelVolume& labels, int segment, int slice) {
    const auto count = static_cast<std::ptrdiff_t>(labels.geometry.size[0]) * labels.geometry.size[1];
    std::vector<int> pixels(static_cast<std::size_t>(count));
    std::transform(labels.labels.begin() + count * slice, labels.labels.begin() + count * (slice + 1), pixels.begin(),
                   [&](std::uint8_t label) { return label == segment ? 1 : 0; });
    return pixels;
}

inline bool has_pixels(const LabelVolume& labels, int segment, int slice) {
    const std::vector<int> pixels = expected_pixels(labels, segment, slice);
    return std::find(pixels.begin(), pixels.end(), 1) != pixels.end();
}

inline void check_near(const std::vector<double>& found, const std::vector<double>& wanted) {
    REQUIRE(found.size() == wanted.size());
    for (std::size_t i = 0; i < found.size(); ++i) CHECK(std::abs(found[i] - wanted[i]) < 1e-4);
}

inline std::vector<double> corner(const VolumeGeometry& geometry, int slice) {
    const Vector3 at = lps_from_index(geometry, {0, 0, static_cast<double>(slice)});
    return {at.begin(), at.end()};
}

// An oblique grid whose slices have 15 pixels: frames begin in the middle of bytes.
inline DicomSlices oblique_source() {
    DicomSlices slices;
    slices.geometry.size = {5, 3, 4};
    slices.geometry.spacing = {0.7, 0.9, 2.5};
    slices.geometry.origin = {-100.25, 33.125, 712.0 / 3};
    slices.geometry.axes = {{{0.8, 0.6, 0}, {0, 0, -1}, {-0.6, 0.8, 0}}};
    return slices;
}

// Label 1 in slices 1 and 2, label 2 in slices 1 to 3.
inline LabelVolume two_objects(const VolumeGeometry& geometry) {
    LabelVolume labels{geometry, std::vector<std::uint8_t>(static_cast<std::size_t>(geometry.voxels()), 0)};
    for (std::size_t n = 15; n < labels.labels.size(); ++n) {
        if (n % 3 == 0 && n < 45) labels.labels[n] = 1;
        if (n % 3 == 1) labels.labels[n] = 2;
    }
    return labels;
}

inline const std::vector<SegmentInfo> two_segments = {{"liver", false}, {"spleen", true}};

}  // namespace imis
