// The functional groups of a segmentation: what its frames show and where they lie.
#pragma once

#include <filesystem>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmseg/segdoc.h>

#include "imis/image/volume.hpp"
#include "segment_frames.hpp"
#include "segmented_source.hpp"

namespace imis {

// Adds what all frames share: orientation and spacing.
void add_shared_groups(DcmSegmentation& segmentation, const VolumeGeometry& geometry,
                       const std::filesystem::path& path);

// Names what the frames are ordered by: the segment, then the position, or without positions the place in the stack.
void add_dimensions(DcmSegmentation& segmentation, bool placed, const std::filesystem::path& path);

// Adds all frames with their pixels, dimension index values, source images and, where `placed`, positions.
void add_frames(DcmSegmentation& segmentation, const LabelVolume& labels, const std::vector<SegmentFrame>& frames,
                const SegmentedSource& source, bool placed, const std::filesystem::path& path);

}  // namespace imis
