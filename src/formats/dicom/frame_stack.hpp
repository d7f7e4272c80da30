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

// Sorts planes by where they lie along their common normal. Where each place has the same number of them (points in
// time, echoes, b values), these are the frames of a 4D volume in the order given, and `frame` (from 0) chooses one.
// Planes that are not evenly spaced, or sheared, are stacked all the same with a warning. `size`: of each plane;
// `where`: stands before messages. Throws ItemError where orientations or pixel sizes differ or places are unevenly
// occupied, and UsageError as frame_number().
[[nodiscard]] FrameStack stack_frames(const std::vector<DicomFrame>& planes, Size size, std::optional<int> frame,
                                      const std::string& where);

}  // namespace imis
