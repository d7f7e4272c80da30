// Pixels as GDCM decodes them, where ITK's reader on top of it won't do.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "dicom_header.hpp"

namespace imis {

// Of these one is empty. Frame by frame and row by row.
struct DicomPixels {
    std::vector<float> grey;        // stored values with one rescale for all, and nothing else done to them
    std::vector<std::uint8_t> rgb;  // three a pixel
    std::array<int, 3> size{};      // columns, rows and frames
    Rescale rescale;                // that GDCM found for all frames
};

// Reads all frames, and nothing of where they lie, which GDCM ends the program over where it is said by halves. Throws ItemError where
// they can't be read or are neither grey values of up to 32 bits nor colours of 8 or 16 bits, whose high byte counts.
[[nodiscard]] DicomPixels read_dicom_pixels(const std::filesystem::path& file);

}  // namespace imis
