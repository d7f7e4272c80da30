#include <algorithm>
#include <cmath>

#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "nifti_volume.hpp"
#include "reader_words.hpp"

namespace imis {
namespace {

constexpr double perpendicular = 1e-5;  // largest cosine between axes that a qform is said to hold
constexpr double flat = 1e-6;           // smallest volume that three unit vectors span
constexpr std::array<double, 3> lps_signs = {-1, -1, 1};

double unit_in_mm(int units) {
    if (units == NIFTI_UNITS_METER) return 1000;
    return units == NIFTI_UNITS_MICRON ? 0.001 : 1;
}

int length(const nifti_image& image, std::size_t axis) {
    return static_cast<int>(std::max(image.dim[axis + 1], std::int64_t{1}));
}

VolumeGeometry grid_of(const nifti_image& image, const nifti_dmat44& transform) {
    // As exact as NIfTI-1 and a NiftiPlace are, so that a label map lies where its image does to the last digit.
    const auto element = [&](std::size_t row, std::size_t column) {
        return static_cast<float>(transform.m[row][column]);
    };
    const double scale = unit_in_mm(image.xyz_units);
    VolumeGeometry geometry;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        Vector3 step{};
        for (std::size_t row = 0; row < 3; ++row) step[row] = lps_signs[row] * scale * element(row, axis);
        geometry.size[axis] = length(image, axis);
        geometry.spacing[axis] = std::sqrt(dot(step, step));
        for (std::size_t row = 0; row < 3; ++row) geometry.axes[axis][row] = step[row] / geometry.spacing[axis];
        geometry.origin[axis] = lps_signs[axis] * scale * element(axis, 3);
    }
    return geometry;
}

// A flat image, which has no distance between slices, may leave it at 0.
void give_flat_axis_a_spacing(VolumeGeometry& geometry) {
    if (geometry.size[2] > 1 || geometry.spacing[2] > 0) return;
    geometry.spacing[2] = 1;
    geometry.axes[2] = cross(geometry.axes[0], geometry.axes[1]);
}

bool spans_space(const VolumeGeometry& geometry) {
    const double volume = dot(cross(geometry.axes[0], geometry.axes[1]), geometry.axes[2]);
    return std::isfinite(volume) && std::abs(volume) > flat && std::isfinite(dot(geometry.origin, geometry.origin));
}

VolumeGeometry plain_grid(const nifti_image& image) {
    const double scale = unit_in_mm(image.xyz_units);
    VolumeGeometry geometry;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        geometry.size[axis] = length(image, axis);
        geometry.spacing[axis] = scale * std::abs(image.pixdim[axis + 1]);
    }
    return geometry;
}

// The largest distance between the same corner of two grids, in mm.
double largest_distance(const VolumeGeometry& a, const VolumeGeometry& b) {
    double largest = 0;
    for (int corner = 0; corner < 8; ++corner) {
        Vector3 index{};
        for (std::size_t axis = 0; axis < 3; ++axis) index[axis] = (corner >> axis & 1) * (a.size[axis] - 1);
        const Vector3 apart = lps_from_index(a, index) - lps_from_index(b, index);
        largest = std::max(largest, std::sqrt(dot(apart, apart)));
    }
    return largest;
}

void warn_of_difference(const nifti_image& image, const VolumeGeometry& sform, const std::string& where) {
    const VolumeGeometry qform = grid_of(image, image.qto_xyz);
    const double apart = largest_distance(sform, qform);
    if (!(apart > *std::ranges::min_element(sform.spacing) / 2)) return;
    log::warn(where + ": its sform and its qform place voxels up to " + mm(apart) +
              " apart; positions are by the sform");
}

bool are_perpendicular(const std::array<Vector3, 3>& axes) {
    return std::abs(dot(axes[0], axes[1])) < perpendicular && std::abs(dot(axes[0], axes[2])) < perpendicular &&
           std::abs(dot(axes[1], axes[2])) < perpendicular;
}

mat44 ras_transform(const VolumeGeometry& geometry) {
    mat44 transform{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            transform.m[row][axis] =
                static_cast<float>(lps_signs[row] * geometry.axes[axis][row] * geometry.spacing[axis]);
        }
        transform.m[row][3] = static_cast<float>(lps_signs[row] * geometry.origin[row]);
    }
    transform.m[3][3] = 1;
    return transform;
}

}  // namespace

NiftiPlace place_of(const nifti_image& image) {
    const auto narrow = [](double value) { return static_cast<float>(value); };
    NiftiPlace place;
    place.qform_code = image.qform_code;
    place.sform_code = image.sform_code;
    std::transform(image.pixdim + 1, image.pixdim + 4, place.pixdim.begin(), narrow);
    place.qfac = narrow(image.qfac);
    place.quatern = {narrow(image.quatern_b), narrow(image.quatern_c), narrow(image.quatern_d)};
    place.qoffset = {narrow(image.qoffset_x), narrow(image.qoffset_y), narrow(image.qoffset_z)};
    for (std::size_t row = 0; row < 3; ++row) {
        std::ranges::transform(image.sto_xyz.m[row], place.sform[row].begin(), narrow);
    }
    place.xyz_units = image.xyz_units;
    return place;
}

void put_place(nifti_image& image, const NiftiPlace& place) {
    image.qform_code = place.qform_code;
    image.sform_code = place.sform_code;
    std::ranges::copy(place.pixdim, image.pixdim + 1);
    image.dx = place.pixdim[0];
    image.dy = place.pixdim[1];
    image.dz = place.pixdim[2];
    image.pixdim[0] = image.qfac = place.qfac;
    image.quatern_b = place.quatern[0];
    image.quatern_c = place.quatern[1];
    image.quatern_d = place.quatern[2];
    image.qoffset_x = place.qoffset[0];
    image.qoffset_y = place.qoffset[1];
    image.qoffset_z = place.qoffset[2];
    for (std::size_t row = 0; row < 3; ++row) std::ranges::copy(place.sform[row], image.sto_xyz.m[row]);
    image.xyz_units = place.xyz_units;
}

VolumeGeometry geometry_of(const nifti_image& image, const std::string& where) {
    const bool has_sform = image.sform_code > 0;
    const bool has_qform = image.qform_code > 0;
    VolumeGeometry geometry =
        has_sform || has_qform ? grid_of(image, has_sform ? image.sto_xyz : image.qto_xyz) : plain_grid(image);
    give_flat_axis_a_spacing(geometry);
    if (!spans_space(geometry)) {
        throw ItemError(where + ": its " + (has_sform ? "sform" : "qform") +
                        " places all voxels in one plane or nowhere; fix the header");
    }
    if (has_sform && has_qform) warn_of_difference(image, geometry, where);
    return geometry;
}

NiftiPlace place_from(const VolumeGeometry& geometry) {
    const mat44 transform = ras_transform(geometry);
    NiftiPlace place;
    place.sform_code = NIFTI_XFORM_SCANNER_ANAT;
    for (std::size_t row = 0; row < 3; ++row) std::ranges::copy(transform.m[row], place.sform[row].begin());
    for (std::size_t axis = 0; axis < 3; ++axis) place.pixdim[axis] = static_cast<float>(geometry.spacing[axis]);
    if (!are_perpendicular(geometry.axes)) return place;
    place.qform_code = NIFTI_XFORM_SCANNER_ANAT;
    float* const q = place.quatern.data();
    float* const offset = place.qoffset.data();
    nifti_mat44_to_quatern(transform, q, q + 1, q + 2, offset, offset + 1, offset + 2, nullptr, nullptr, nullptr,
                           &place.qfac);
    return place;
}

}  // namespace imis
