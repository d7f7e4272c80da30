#include <cmath>

#include "catch.hpp"
#include "imis/formats/volumes.hpp"
#include "imis/image/slices.hpp"
#include "test_data.hpp"

using namespace imis;

namespace {

constexpr float liver = 5;  // in TotalSegmentator's numbering

struct Labelled {
    Volume image;
    Volume labels;
};

struct LiverValues {
    std::int64_t voxels = 0;
    std::int64_t outside = 0;  // of the image
    double mean = 0;           // of the image there
};

// Looks every voxel of the liver up in the image by its place in the patient.
LiverValues liver_values(const Labelled& data) {
    LiverValues found;
    double sum = 0;
    const auto& size = data.labels.geometry.size;
    std::size_t voxel = 0;
    for (int k = 0; k < size[2]; ++k) {
        for (int j = 0; j < size[1]; ++j) {
            for (int i = 0; i < size[0]; ++i, ++voxel) {
                if (data.labels.grey[voxel] != liver) continue;
                ++found.voxels;
                const Vector3 lps = lps_from_index(data.labels.geometry, {double(i), double(j), double(k)});
                const Vector3 index = index_from_lps(data.image.geometry, lps);
                std::array<std::int64_t, 3> at{};
                bool inside = true;
                for (std::size_t axis = 0; axis < 3; ++axis) {
                    at[axis] = std::lround(index[axis]);
                    inside = inside && at[axis] >= 0 && at[axis] < data.image.geometry.size[axis];
                }
                if (!inside) {
                    ++found.outside;
                    continue;
                }
                const auto& image_size = data.image.geometry.size;
                sum +=
                    data.image.grey[static_cast<std::size_t>(at[0] + image_size[0] * (at[1] + image_size[1] * at[2]))];
            }
        }
    }
    found.mean = sum / static_cast<double>(found.voxels - found.outside);
    return found;
}

void check_axes(const VolumeGeometry& geometry, double x, double y) {
    CHECK(geometry.axes == std::array<Vector3, 3>{{{x, 0, 0}, {0, y, 0}, {0, 0, 1}}});
    for (const double spacing : geometry.spacing) CHECK(spacing == Approx(3));
}

}  // namespace

TEST_CASE("a real CT series lies where its label map in NIfTI does", "[real-data]") {
    const auto folder = test_data("volumes/ct_dicom");
    if (!folder) return;
    const Labelled data = {read_volume(*folder / "series"), read_volume(*folder / "labels.nii.gz")};
    CHECK(data.image.geometry.size == std::array{512, 512, 20});
    CHECK(data.labels.geometry.size == std::array{512, 512, 20});
    CHECK(data.image.dicom_files.size() == 20);
    CHECK(data.image.physical);
    const LiverValues values = liver_values(data);
    CHECK(values.voxels == 366708);
    CHECK(values.outside == 0);
    CHECK(values.mean > 0);  // Hounsfield units
    CHECK(values.mean < 200);
}

TEST_CASE("a real CT in NIfTI: its grid runs to the right, the front and the head", "[real-data]") {
    const auto folder = test_data("volumes/ct");
    if (!folder) return;
    const Labelled data = {read_volume(*folder / "image.nii.gz"), read_volume(*folder / "labels.nii.gz")};
    CHECK(data.image.geometry.size == std::array{122, 101, 30});
    check_axes(data.image.geometry, -1, -1);  // RAS
    CHECK(data.image.geometry == data.labels.geometry);
    CHECK(data.image.geometry.origin[0] == Approx(177.95633));
    CHECK(data.image.geometry.origin[1] == Approx(-11.319));
    CHECK(data.image.geometry.origin[2] == Approx(94.30176));
    const LiverValues values = liver_values(data);
    CHECK(values.voxels == 38634);
    CHECK(values.mean == Approx(45.3).margin(0.05));  // by numpy
    const DisplayTurn turn = display_turn(data.image.geometry, slice_axes(data.image.geometry, Plane::axial));
    CHECK(turn.flip_x);
    CHECK(turn.flip_y);
}

TEST_CASE("a real MR in NIfTI: its grid runs to the left, the back and the head", "[real-data]") {
    const auto folder = test_data("volumes/mr");
    if (!folder) return;
    const Labelled data = {read_volume(*folder / "image.nii.gz"), read_volume(*folder / "labels.nii.gz")};
    CHECK(data.image.geometry.size == std::array{117, 91, 20});
    check_axes(data.image.geometry, 1, 1);  // LPS
    CHECK(data.image.geometry == data.labels.geometry);
    CHECK(liver_values(data).mean == Approx(95.2).margin(0.05));
    const DisplayTurn turn = display_turn(data.image.geometry, slice_axes(data.image.geometry, Plane::axial));
    CHECK_FALSE(turn.flip_x);
    CHECK_FALSE(turn.flip_y);
}
