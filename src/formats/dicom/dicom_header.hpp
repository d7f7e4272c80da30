// What the header of a DICOM file says about its images.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "imis/image/volume.hpp"

namespace imis {

// Stored value * slope + intercept is the modality's own value (CT: Hounsfield units).
struct Rescale {
    double slope = 1;
    double intercept = 0;
    bool operator==(const Rescale&) const = default;
};

// Where one frame lies, and how its values are scaled.
struct DicomFrame {
    Vector3 position{};               // LPS, centre of the first pixel
    std::array<Vector3, 2> axes{};    // along which columns (x) and rows (y) grow
    std::array<double, 2> spacing{};  // mm along x and y
    Rescale rescale;
};

// Frames that have a size but no orientation.
struct UnplacedFrames {
    std::array<double, 2> spacing{};              // mm along x and y
    std::vector<std::optional<Rescale>> rescale;  // one a frame, where functional groups have one
};

struct DicomHeader {
    std::filesystem::path file;
    bool has_pixels = false;
    std::string sop_class_uid;
    std::string sop_instance_uid;
    std::string series_uid;
    std::string description;  // of the series; empty where it has none
    std::string modality;
    std::string transfer_syntax;  // its name: how the pixels are encoded
    int series_number = 0;
    int rows = 0;
    int columns = 0;
    int frames = 1;
    bool inverted = false;           // MONOCHROME1
    bool physical = false;           // the pixels' size is known
    std::optional<Window> window;    // the first one
    std::vector<DicomFrame> planes;  // one a frame; empty where the file does not say where they lie
    std::optional<UnplacedFrames> unplaced;
};

// Whether a file has the mark of a DICOM file ("DICM" behind 128 bytes), or starts as a data set does where the mark
// and what goes before it were left out. False where it can't be read.
[[nodiscard]] bool is_dicom(const std::filesystem::path& file);

// Reads the header; pixels stay on disk. Throws ItemError naming the file where it is no DICOM or damaged.
[[nodiscard]] DicomHeader read_dicom_header(const std::filesystem::path& file);

}  // namespace imis
