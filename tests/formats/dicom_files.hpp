// Small DICOM files for tests: a series of one file a slice, and the same slices in one multi-frame file.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "imis/image/volume.hpp"
#include "imis/image/window.hpp"

class DcmDataset;

namespace imis {

// What the files hold. The defaults are those of a plain CT; only the geometry must be given.
struct DicomSlices {
    VolumeGeometry geometry;                        // i runs along the columns, j along the rows, k from slice to slice
    std::function<int(int i, int j, int k)> value;  // stored values, 16 bits, before slope and intercept; 0 where none
    bool has_sign = true;                           // whether stored values are signed
    double slope = 1;
    double intercept = 0;
    std::optional<Window> window;
    bool inverted = false;     // MONOCHROME1
    bool has_position = true;  // false: neither positions nor orientation, as in a secondary capture
    bool has_frame_of_reference = true;
    std::string character_set = "ISO_IR 100";   // Latin-1
    std::string patient_name = "Test^Patient";  // bytes of that character set

    // The slices k in the order of file names and instance numbers, or of frames; all of them from 0 on where empty. It
    // may leave out slices or name one twice.
    std::vector<int> order;

    // Changes a file's data set before it is written, for whatever else a test needs.
    std::function<void(DcmDataset&)> edit;
};

// Writes CT images 001.dcm, 002.dcm, ... into the folder, uncompressed. All belong to one new series of one new study.
// Returns their paths in the order of names.
std::vector<std::filesystem::path> write_dicom_series(const std::filesystem::path& folder, const DicomSlices& slices);

// Writes an enhanced CT image with a frame a slice. Orientation, spacing, slope, intercept and window are shared by all
// frames; every frame has its own position.
void write_dicom_multiframe(const std::filesystem::path& path, const DicomSlices& slices);

}  // namespace imis
