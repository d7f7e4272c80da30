// Slices of a volume. A slice lies across the voxel axis that comes closest to the plane's normal, so it is always a
// full plane of stored voxels, never resampled. Its pixels are the stored voxels: x counts along the lower of the other
// two voxel axes (i before j before k), y along the higher, from index 0 on. This is how the slices of IMed-361M were
// cut.
#pragma once

#include <string>

#include "imis/image/geometry.hpp"
#include "imis/image/image.hpp"
#include "imis/image/volume.hpp"

namespace imis {

enum class Plane { axial, coronal, sagittal };

// Which voxel axes (0: i, 1: j, 2: k) a slice's x, y and normal run along; x < y.
struct SliceAxes {
    int x = 0;
    int y = 1;
    int normal = 2;
    bool operator==(const SliceAxes&) const = default;
};

// The voxel axes of a plane. The three voxel axes are given to the three patient axes (left, back, head) so that the
// sum of the cosines between them is largest: every plane has its own, in oblique volumes too.
[[nodiscard]] SliceAxes slice_axes(const VolumeGeometry& geometry, Plane plane);

// The plane that lies across a voxel axis; inverse of slice_axes(geometry, plane).normal.
[[nodiscard]] Plane plane_across(const VolumeGeometry& geometry, int axis);

[[nodiscard]] Size slice_size(const VolumeGeometry& geometry, const SliceAxes& axes);
[[nodiscard]] int slice_count(const VolumeGeometry& geometry, const SliceAxes& axes);

// The voxel index of pixel (x, y) of slice `index`.
[[nodiscard]] std::array<int, 3> voxel_of(const SliceAxes& axes, int index, int x, int y);

// A slice in 8 bits. Grey values go through the range and are inverted where the volume is; grey is repeated in the
// three channels, colours stay as they are. Throws Error where there is no such slice.
[[nodiscard]] Image slice_image(const Volume& volume, const SliceAxes& axes, int index, const GreyRange& range);

// Writes a label where the mask of a slice is set. Throws Error where the sizes do not match or there is no such slice.
void put_label(LabelVolume& volume, const SliceAxes& axes, int index, const Mask& mask, std::uint8_t label);

// How a slice is turned so that it appears as radiologists look at it: axial with the patient's back at the bottom and
// left at the right, coronal and sagittal with the head up (coronal: left at the right; sagittal: face at the left).
struct DisplayTurn {
    bool transpose = false;  // x and y change places first,
    bool flip_x = false;     // then columns and rows are mirrored
    bool flip_y = false;
    std::string
        left;  // patient directions at the edges of the turned picture: "R", "A", "F", ...; empty where the volume
    std::string right;  // does not say
    std::string top;
    std::string bottom;
};

[[nodiscard]] DisplayTurn display_turn(const VolumeGeometry& geometry, const SliceAxes& axes);

}  // namespace imis
