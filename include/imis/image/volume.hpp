// Volumes and where their voxels lie in the patient. Physical coordinates are millimetres in DICOM's LPS system (x
// towards the patient's left, y towards the back, z towards the head). A voxel (i, j, k) is named by whole indices;
// physical positions and fractional indices refer to its centre.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "imis/image/geometry.hpp"
#include "imis/image/window.hpp"

namespace imis {

// The grid of a volume, as ITK describes it.
struct VolumeGeometry {
    std::array<int, 3> size{};                                       // voxels along i, j, k
    Vector3 spacing{1, 1, 1};                                        // mm between voxel centres along i, j, k
    Vector3 origin{};                                                // LPS position of voxel (0, 0, 0)
    std::array<Vector3, 3> axes{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};  // unit vectors (LPS) along which i, j, k grow

    [[nodiscard]] std::int64_t voxels() const { return std::int64_t{size[0]} * size[1] * size[2]; }
    bool operator==(const VolumeGeometry&) const = default;
};

// Voxels along i, j and k, for messages: "512 x 512 x 90".
[[nodiscard]] inline std::string size_text(const VolumeGeometry& geometry) {
    const auto& [i, j, k] = geometry.size;
    return std::to_string(i) + " x " + std::to_string(j) + " x " + std::to_string(k);
}

// The LPS position of a (fractional) voxel index.
[[nodiscard]] Vector3 lps_from_index(const VolumeGeometry& geometry, const Vector3& index);

// The fractional voxel index of an LPS position. Axes need not be perpendicular. Throws Error where they lie in one
// plane.
[[nodiscard]] Vector3 index_from_lps(const VolumeGeometry& geometry, const Vector3& lps);

// LPS to RAS and back: x and y change their sign.
[[nodiscard]] inline Vector3 lps_from_ras(const Vector3& ras) {
    return {-ras[0], -ras[1], ras[2]};
}

// How a NIfTI file says where its voxels lie, in its own terms (nifti1.h): in RAS and in the file's units. Several
// readings of it are in use where its two transforms differ, so a label map repeats all of it.
struct NiftiPlace {
    int qform_code = 0;                           // 0: the file does not say
    int sform_code = 0;                           // 0: the file does not say
    std::array<float, 3> pixdim{1, 1, 1};         // distances between voxel centres
    float qfac = 1;                               // -1 where k runs against the right-hand rule
    std::array<float, 3> quatern{};               // b, c, d
    std::array<float, 3> qoffset{};               // of voxel (0, 0, 0)
    std::array<std::array<float, 4>, 3> sform{};  // rows: position from (i, j, k, 1)
    int xyz_units = 2;                            // NIFTI_UNITS_MM
};

// A grey or a colour volume; i runs fastest, then j, then k.
struct Volume {
    VolumeGeometry geometry;
    std::optional<NiftiPlace> nifti;  // of a NIfTI file
    bool physical = true;             // whether spacing is in mm; false for pictures, whose pixels have no known size
    std::vector<float> grey;          // one value a voxel, rescaled (CT: Hounsfield units); empty in a colour volume
    std::vector<std::uint8_t> rgb;    // three values a voxel; empty in a grey volume
    bool inverted = false;            // DICOM's MONOCHROME1: the lowest value is shown white
    std::optional<Window> window;     // the first of DICOM's own
    std::vector<std::filesystem::path> dicom_files;  // that the slices along k came from, in this order; or the one
                                                     // multi-frame file; empty for other formats
    std::vector<int> dicom_frames;  // of a multi-frame file: the number, from 1, of the frame of each slice along k
};

// A label map: which object a voxel belongs to, 0 for none. Same order of voxels as in Volume.
struct LabelVolume {
    VolumeGeometry geometry;
    std::vector<std::uint8_t> labels;
    std::optional<NiftiPlace> nifti = std::nullopt;  // of the NIfTI file that the geometry was read from
};

}  // namespace imis
