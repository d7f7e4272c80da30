// The frames of a segmentation: which pixels of a slice belong to one segment, a bit each.
#pragma once

#include <cstdint>
#include <vector>

#include "imis/image/volume.hpp"

namespace imis {

struct SegmentFrame {
    int segment = 1;  // the label
    int slice = 0;    // k
};

// The frames with pixels of the segments 1 to `segments`, by segment, then by slice; a segment without pixels has one, its slice is
// the first. Throws Error where a label is higher.
[[nodiscard]] std::vector<SegmentFrame> segment_frames(const LabelVolume& labels, int segments);

// Each slice's place, from 1, among the slices that have frames; 0 for the others.
[[nodiscard]] std::vector<std::uint32_t> slice_ranks(const std::vector<SegmentFrame>& frames, int slices);

// A frame's pixels, 0 or 1, by rows.
[[nodiscard]] std::vector<std::uint8_t> frame_pixels(const LabelVolume& labels, const SegmentFrame& frame);

// All frames as DICOM stores them: eight pixels a byte, the first in the lowest bit, without gaps between frames.
[[nodiscard]] std::vector<std::uint8_t> packed_frames(const LabelVolume& labels,
                                                      const std::vector<SegmentFrame>& frames);

}  // namespace imis
