// What `imis segment` was asked to do.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "imis/model/engine.hpp"
#include "imis/segmentation/given_prompts.hpp"
#include "imis/segmentation/study_run.hpp"

namespace imis {

struct SegmentOptions {
    std::filesystem::path model;    // folder of a bundle
    std::filesystem::path input;    // file, DICOM folder, or folder of images that a prompts file names
    std::filesystem::path prompts;  // prompts file; empty: objects are given as options
    StudyOptions study;
    SliceRequest slice;
    Coordinates coordinates = Coordinates::pixel;  // of --point and --box
    StudyFiles files;
    StudyRunOptions run;
    std::string format;    // ending of output files when a folder is segmented; empty: .png or .nii.gz
    bool session = false;  // take commands from stdin
    std::string device = "auto";
    Precision precision = Precision::fp32;
    int threads = 0;            // slices or images computed at once; 0: all cores
    int threads_per_image = 1;  // more are faster, but the last digits of the logits then depend on their number
};

}  // namespace imis
