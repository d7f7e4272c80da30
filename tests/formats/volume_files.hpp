// Volume files for tests, in the format that the name's ending says: written by ITK, NIfTI byte by byte.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "imis/image/volume.hpp"

namespace imis {

// One grid, or several of the same geometry behind each other.
struct StoredVolume {
    VolumeGeometry geometry;
    int frames = 1;      // more than one: a 4D file
    int components = 1;  // values a voxel; behind each other in `values`
    std::vector<std::int16_t> values;
};

// 16-bit values; vectors where there are several components. NIfTI is compressed where the name ends in .gz.
void write_stored_volume(const std::filesystem::path& path, const StoredVolume& volume, bool compressed = false);

// 8-bit RGB, three values a voxel.
void write_stored_colours(const std::filesystem::path& path, const StoredVolume& volume);

// A file of two dimensions: the first slice alone.
void write_stored_slice(const std::filesystem::path& path, const StoredVolume& volume);

// Writes a DICOM file again in another transfer syntax, given by its UID. False where this GDCM cannot.
[[nodiscard]] bool convert_dicom(const std::filesystem::path& from, const std::filesystem::path& to,
                                 const char* transfer_syntax);

}  // namespace imis
