// The frames of a segmentation and its functional groups: what the frames show and where they lie.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmseg/segdoc.h>

#include "imis/image/volume.hpp"
#include "segmented_source.hpp"

namespace imis {

struct SegmentFrame {
    int segment = 1;  // the label
    int slice = 0;    // k
};

// The frames with pixels of the segments 1 to `segments`, by segment, then by slice; a segment without pixels has one,
// its slice is the first. Throws Error where a label is higher.
[[nodiscard]] std::vector<SegmentFrame> segment_frames(const LabelVolume& labels, int segments);

// Each slice's place, from 1, among the slices that have frames; 0 for the others.
[[nodiscard]] std::vector<std::uint32_t> slice_ranks(const std::vector<SegmentFrame>& frames, int slices);

// A frame's pixels, 0 or 1, by rows.
[[nodiscard]] std::vector<std::uint8_t> frame_pixels(const LabelVolume& labels, const SegmentFrame& frame);

// All frames as DICOM stores them: eight pixels a byte, the first in the lowest bit, without gaps between frames.
[[nodiscard]] std::vector<std::uint8_t> packed_frames(const LabelVolume& labels,
                                                      const std::vector<SegmentFrame>& frames);

// The functional groups of a segmentation: what its frames show and where they lie.

// Adds what all frames share: orientation and spacing.
void add_shared_groups(DcmSegmentation& segmentation, const VolumeGeometry& geometry,
                       const std::filesystem::path& path);

// Names what the frames are ordered by: the segment, then the position, or without positions the place in the stack.
void add_dimensions(DcmSegmentation& segmentation, bool placed, const std::filesystem::path& path);

// Adds all frames with their pixels, dimension index values, source images and, where `placed`, positions.
void add_frames(DcmSegmentation& segmentation, const LabelVolume& labels, const std::vector<SegmentFrame>& frames,
                const SegmentedSource& source, bool placed, const std::filesystem::path& path);

}  // namespace imis
