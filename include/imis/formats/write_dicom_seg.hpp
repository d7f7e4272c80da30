// Label maps as DICOM Segmentation objects, which viewers and archives lay over the images that were segmented.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "imis/image/volume.hpp"

namespace imis {

// What a label stands for; that of label n is the n-th, from 1.
struct SegmentInfo {
    std::string name;        // UTF-8; "Segment n" where empty, cut after 64 characters
    bool automatic = false;  // found without a person's prompts
};

// The DICOM images that were segmented.
struct DicomSource {
    std::vector<std::filesystem::path> files;  // one a slice in the order of k, or one that holds all slices
    std::vector<int>
        frames;  // of one file with many frames: the number, from 1, of each slice's; empty: they are in order
};

// Writes a binary segmentation with one segment a label and frames only for slices that a segment has pixels in; a
// segment without any has one empty frame. It belongs to the source's patient, study and frame of reference and refers
// to the source's images; its own series and instance UID are new each time. `algorithm` names what found the segments,
// such as a model.
//
// Frames lie where the source's slices do, also in series that are uneven or tilted. Where the source has no frame of
// reference or no positions (X-ray pictures), neither does the segmentation: then it is placed by its references alone.
// Texts are stored in UTF-8, the patient's too, whatever the source's character set is; values of the source that break
// DICOM's rules are left out. Study and series UIDs that anonymisers have removed from the source are made up.
//
// The file is complete or not there (write_file_atomically). Throws Error where it can't be written, a source can't be
// read, the sizes, counts, orientation or order of source and labels differ, or a label has no SegmentInfo.
void write_dicom_seg(const std::filesystem::path& path, const LabelVolume& labels,
                     std::span<const SegmentInfo> segments, const DicomSource& source, const std::string& algorithm);

}  // namespace imis
