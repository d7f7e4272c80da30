// The pixels of DICOM files, as GDCM decodes them.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "dicom_header.hpp"

namespace imis {

// What to decode.
struct DicomPixelsOf {
    std::filesystem::path file;
    bool is_unplaced = false;  // the file says how large the pixels of its frames are, but not which way the frames lie
};

// Where GDCM takes the first frame to lie: LPS and mm, from elements that differ with the kind of the object.
struct GdcmPlace {
    std::array<double, 3> spacing{};   // between columns, rows and frames; 1 where the file has none
    Vector3 origin{};                  // centre of the first pixel
    std::array<Vector3, 2> cosines{};  // along which columns (x) and rows (y) grow, as they stand in the file
};

// The pixels of all frames, frame by frame and row by row. One of grey and rgb is empty.
struct DicomPixels {
    std::vector<float> grey;        // stored values with one rescale for all frames, also where the lowest is white
    std::vector<std::uint8_t> rgb;  // three a pixel; of 16 bits the high byte
    std::array<int, 3> size{};      // columns, rows and frames
    Rescale rescale;                // that was applied to all frames
    GdcmPlace place;
};

// Decodes all frames of a file. Throws ItemError where they can't be read or are neither grey values of up to 32 bits
// nor unsigned colours of 8 or 16 bits.
//
// GDCM's packages are built with assertions: some damaged files end the process. Only decoding_process may call this.
[[nodiscard]] DicomPixels decode_with_gdcm(const DicomPixelsOf& wanted);

}  // namespace imis
