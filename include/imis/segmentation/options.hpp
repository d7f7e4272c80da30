// What `imis segment` was asked to do.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "imis/interaction/protocol.hpp"
#include "imis/model/device.hpp"
#include "imis/segmentation/study.hpp"

namespace imis {

struct SegmentationOptions {
    Protocol protocol;
    bool propagate = false;  // from the prompted slices to their neighbours
    double min_iou = 0.5;    // propagation ends where the model predicts a lower IoU, 0 to 1
    // ... and where the mean grey value under the mask has moved by more standard deviations of what lies under the
    // prompted slice's mask than this; 0: no limit.
    double max_shift = 1;
    bool all_candidates = false;        // on prompted slices
    std::function<void()> after_slice;  // called after every mask; may throw to stop
};

struct StudyRunOptions {
    SegmentationOptions segmentation;
    int ahead = 1;  // slices encoded at once in a propagation
};

// Where results go; each may be empty for nowhere. With several results the names of logits, overlays, images and
// candidates get what tells them apart (with_suffix).
struct StudyFiles {
    std::filesystem::path output;   // masks, by its ending (output_files.hpp)
    std::filesystem::path overlay;  // a picture of each prompted slice
    std::filesystem::path logits;   // low-res logits of each prompted mask, .npy
    std::filesystem::path image;    // each prompted slice as the model was given it, PNG
    bool force = false;             // replace files that are there
};

struct SegmentOptions {
    std::filesystem::path model;    // folder of a bundle
    std::filesystem::path input;    // file, DICOM folder, or folder of images that a prompts file names
    std::filesystem::path prompts;  // the prompts file; empty where there is none
    StudyOptions study;
    SliceRequest slice;  // of prompts that name none
    StudyFiles files;    // where a folder is segmented, folders
    StudyRunOptions run;
    std::string format;  // ending of output files when a folder is segmented; empty: .png or .nii.gz
    std::string device = "auto";
    Precision precision = Precision::fp32;
    int threads = 0;            // slices or images computed at once; 0: all cores
    int threads_per_image = 1;  // more are faster, but the last digits of the logits then depend on their number
};

}  // namespace imis
