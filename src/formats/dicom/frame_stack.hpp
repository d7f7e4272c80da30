// From the planes of DICOM frames to a volume.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dicom_header.hpp"
#include "imis/image/geometry.hpp"

namespace imis {

struct FrameStack {
    VolumeGeometry geometry;
    std::vector<std::size_t> order;  // the index of the frame of each slice along k
};

// Sorts frames by where they lie along their common normal. Where each place has the same number of frames (points in time,
// echoes, b values), they are taken apart in the order given, and `moment` (from 0) chooses. Frames that are not evenly spaced,
// or sheared, are stacked all the same with a warning. `size`: of each frame; `where`: stands before messages.
// Throws ItemError where orientations or pixel sizes differ or places are unevenly occupied, and UsageError where a moment is
// needed and not given, or there is none of that number.
[[nodiscard]] FrameStack stack_frames(const std::vector<DicomFrame>& frames, Size size, std::optional<int> moment,
                                      const std::string& where);

}  // namespace imis
