#include "imis/image/slices.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "imis/base/error.hpp"

namespace imis {
namespace {

// The patient axis that a plane lies across: 0 left-right, 1 front-back, 2 feet-head.
std::size_t patient_axis(Plane plane) {
    switch (plane) {
        case Plane::sagittal:
            return 0;
        case Plane::coronal:
            return 1;
        case Plane::axial:
            break;
    }
    return 2;
}

constexpr std::array<std::array<int, 3>, 6> permutations = {
    {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}};

// The voxel axis that runs closest to each patient axis: [left-right, front-back, feet-head].
std::array<int, 3> voxel_axes(const VolumeGeometry& geometry) {
    const auto closeness = [&](const std::array<int, 3>& axes) {
        double sum = 0;
        for (std::size_t patient = 0; patient < 3; ++patient) {
            sum += std::abs(geometry.axes[static_cast<std::size_t>(axes[patient])][patient]);
        }
        return sum;
    };
    return *std::ranges::max_element(permutations, {}, closeness);
}

SliceAxes axes_across(int normal) {
    return {normal == 0 ? 1 : 0, normal == 2 ? 1 : 2, normal};
}

int side(const VolumeGeometry& geometry, int axis) {
    return geometry.size[static_cast<std::size_t>(axis)];
}

void check_index(const VolumeGeometry& geometry, const SliceAxes& axes, int index) {
    if (index >= 0 && index < slice_count(geometry, axes)) return;
    throw Error("there is no slice " + std::to_string(index) + ": the volume has " +
                std::to_string(slice_count(geometry, axes)) + " in this direction, counted from 0");
}

// The voxels of a slice in memory: the first one, and how far the next is along x and y.
struct Strides {
    std::int64_t first = 0;
    std::int64_t x = 0;
    std::int64_t y = 0;
};

Strides strides(const VolumeGeometry& geometry, const SliceAxes& axes, int index) {
    const std::array<std::int64_t, 3> step = {1, geometry.size[0], std::int64_t{geometry.size[0]} * geometry.size[1]};
    const auto along = [&](int axis) { return step[static_cast<std::size_t>(axis)]; };
    return {along(axes.normal) * index, along(axes.x), along(axes.y)};
}

// Calls visit(voxel, pixel) with both positions in memory for every pixel of a slice, row by row.
template <typename Visit>
void for_each_pixel(const VolumeGeometry& geometry, const SliceAxes& axes, int index, const Visit& visit) {
    check_index(geometry, axes, index);
    const Size size = slice_size(geometry, axes);
    const Strides step = strides(geometry, axes, index);
    std::size_t pixel = 0;
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x, ++pixel) {
            visit(static_cast<std::size_t>(step.first + x * step.x + y * step.y), pixel);
        }
    }
}

// What stands at the negative and at the positive end of the patient axes (LPS).
constexpr std::array<std::pair<const char*, const char*>, 3> ends = {{{"R", "L"}, {"A", "P"}, {"F", "H"}}};

// The patient axis that a voxel axis is given to, and whether it grows along it.
struct Course {
    std::size_t patient = 0;
    bool forward = true;
};

Course course_of(const VolumeGeometry& geometry, int axis) {
    // plane_across gives each voxel axis its own patient axis, however oblique the volume is.
    const std::size_t patient = patient_axis(plane_across(geometry, axis));
    return {patient, geometry.axes[static_cast<std::size_t>(axis)][patient] >= 0};
}

}  // namespace

SliceAxes slice_axes(const VolumeGeometry& geometry, Plane plane) {
    return axes_across(voxel_axes(geometry)[patient_axis(plane)]);
}

Plane plane_across(const VolumeGeometry& geometry, int axis) {
    for (const Plane plane : {Plane::axial, Plane::coronal, Plane::sagittal}) {
        if (slice_axes(geometry, plane).normal == axis) return plane;
    }
    throw Error("a volume has no axis " + std::to_string(axis));
}

Size slice_size(const VolumeGeometry& geometry, const SliceAxes& axes) {
    return {side(geometry, axes.y), side(geometry, axes.x)};
}

int slice_count(const VolumeGeometry& geometry, const SliceAxes& axes) {
    return side(geometry, axes.normal);
}

std::array<int, 3> voxel_of(const SliceAxes& axes, int index, int x, int y) {
    std::array<int, 3> voxel{};
    voxel[static_cast<std::size_t>(axes.x)] = x;
    voxel[static_cast<std::size_t>(axes.y)] = y;
    voxel[static_cast<std::size_t>(axes.normal)] = index;
    return voxel;
}

Image slice_image(const Volume& volume, const SliceAxes& axes, int index, const GreyRange& range) {
    const Size size = slice_size(volume.geometry, axes);
    Image image{size, std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()) * 3)};
    for_each_pixel(volume.geometry, axes, index, [&](std::size_t voxel, std::size_t pixel) {
        const auto out = image.rgb.begin() + static_cast<std::ptrdiff_t>(pixel * 3);
        if (volume.grey.empty()) {
            std::copy_n(volume.rgb.begin() + static_cast<std::ptrdiff_t>(voxel * 3), 3, out);
            return;
        }
        const std::uint8_t grey = to_8bit(volume.grey[voxel], range);
        std::fill_n(out, 3, volume.inverted ? static_cast<std::uint8_t>(255 - grey) : grey);
    });
    return image;
}

void put_label(LabelVolume& volume, const SliceAxes& axes, int index, const Mask& mask, std::uint8_t label) {
    if (mask.size != slice_size(volume.geometry, axes)) {
        throw Error("a mask does not have the size of the slice it is put into");
    }
    for_each_pixel(volume.geometry, axes, index, [&](std::size_t voxel, std::size_t pixel) {
        if (mask.pixels[pixel] != 0) volume.labels[voxel] = label;
    });
}

// On the screen x grows towards the patient's left, or towards the back in sagittal slices; y towards the back in axial
// slices, towards the feet in others. So the head-foot axis is always the one to be mirrored where it grows headwards.
DisplayTurn display_turn(const VolumeGeometry& geometry, const SliceAxes& axes) {
    Course horizontal = course_of(geometry, axes.x);
    Course vertical = course_of(geometry, axes.y);
    DisplayTurn turn;
    // The patient axes in the order left, back, head: the lower one lies across.
    if (horizontal.patient > vertical.patient) {
        turn.transpose = true;
        std::swap(horizontal, vertical);
    }
    turn.flip_x = !horizontal.forward;
    const bool head_foot = vertical.patient == 2;
    turn.flip_y = head_foot ? vertical.forward : !vertical.forward;
    turn.left = ends[horizontal.patient].first;
    turn.right = ends[horizontal.patient].second;
    turn.top = head_foot ? ends[2].second : ends[1].first;
    turn.bottom = head_foot ? ends[2].first : ends[1].second;
    return turn;
}

}  // namespace imis
