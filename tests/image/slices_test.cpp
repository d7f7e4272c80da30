#include "imis/image/slices.hpp"

#include <cmath>
#include <set>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "voxel_grids.hpp"

using namespace imis;

namespace {

// Along which patient axis (left, back, head) a plane's normal runs.
std::size_t normal_of(Plane plane) {
    return plane == Plane::axial ? 2 : plane == Plane::coronal ? 1 : 0;
}

// Every voxel has a value of its own, its place in memory.
Volume numbered_volume(const VolumeGeometry& geometry) {
    Volume volume;
    volume.geometry = geometry;
    for (int i = 0; i < geometry.voxels(); ++i) volume.grey.push_back(static_cast<float>(i));
    return volume;
}

std::size_t place_in_memory(const VolumeGeometry& geometry, const std::array<int, 3>& voxel) {
    return static_cast<std::size_t>(voxel[0] + geometry.size[0] * (voxel[1] + geometry.size[1] * voxel[2]));
}

std::uint8_t grey_at(const Image& image, int x, int y) {
    return image.rgb[static_cast<std::size_t>(3 * (y * image.size.width + x))];
}

std::set<int> normals(const VolumeGeometry& geometry) {
    std::set<int> axes;
    for (const Plane plane : planes) axes.insert(slice_axes(geometry, plane).normal);
    return axes;
}

}  // namespace

TEST_CASE("planes of a plain axial stack") {
    VolumeGeometry geometry;
    geometry.size = {4, 3, 2};
    CHECK(slice_axes(geometry, Plane::axial) == SliceAxes{0, 1, 2});
    CHECK(slice_axes(geometry, Plane::coronal) == SliceAxes{0, 2, 1});
    CHECK(slice_axes(geometry, Plane::sagittal) == SliceAxes{1, 2, 0});
    CHECK(slice_size(geometry, {0, 2, 1}) == Size{2, 4});
    CHECK(slice_count(geometry, {0, 2, 1}) == 3);
    CHECK(voxel_of({0, 2, 1}, 7, 5, 6) == std::array<int, 3>{5, 7, 6});
}

TEST_CASE("in all 48 orders and signs of axes a plane lies across the patient axis that it is named for") {
    for (const VolumeGeometry& geometry : straight_grids()) {
        for (const Plane plane : planes) {
            const SliceAxes axes = slice_axes(geometry, plane);
            CHECK(std::abs(geometry.axes[static_cast<std::size_t>(axes.normal)][normal_of(plane)]) == 1);
            CHECK(axes.x < axes.y);
            CHECK(std::set{axes.x, axes.y, axes.normal} == std::set{0, 1, 2});
            CHECK(plane_across(geometry, axes.normal) == plane);
        }
    }
}

TEST_CASE("a grid turned by less than half a right angle keeps its planes") {
    for (const VolumeGeometry& geometry : straight_grids()) {
        for (const double degrees : {-30.0, 20.0, 40.0}) {
            const VolumeGeometry oblique = turned(geometry, degrees, 10);
            for (const Plane plane : planes) CHECK(slice_axes(oblique, plane) == slice_axes(geometry, plane));
        }
    }
}

TEST_CASE("every plane has an axis of its own, however oblique the grid is") {
    for (const VolumeGeometry& geometry : straight_grids()) {
        for (const auto& [z, x] : {std::pair(45.0, 45.0), {45.0, 35.264}, {60.0, 50.0}, {-135.0, 45.0}}) {
            const VolumeGeometry oblique = turned(geometry, z, x);
            CHECK(normals(oblique) == std::set{0, 1, 2});
            for (const Plane plane : planes) {
                CHECK(plane_across(oblique, slice_axes(oblique, plane).normal) == plane);
            }
        }
    }
}

TEST_CASE("there is no fourth axis") {
    CHECK_THROWS_WITH(plane_across(VolumeGeometry(), 3), contains("no axis 3"));
}

TEST_CASE("pixels of a slice are the voxels that voxel_of names, in every plane") {
    for (const VolumeGeometry& geometry : straight_grids()) {
        const Volume volume = numbered_volume(geometry);
        for (const Plane plane : planes) {
            const SliceAxes axes = slice_axes(geometry, plane);
            const int last = slice_count(geometry, axes) - 1;
            const Image image = slice_image(volume, axes, last, {0, 255});
            REQUIRE(image.size == slice_size(geometry, axes));
            for (int y = 0; y < image.size.height; ++y) {
                for (int x = 0; x < image.size.width; ++x) {
                    CHECK(grey_at(image, x, y) == place_in_memory(geometry, voxel_of(axes, last, x, y)));
                }
            }
        }
    }
}

TEST_CASE("labels are put where the slice's pixels come from") {
    for (const Plane plane : planes) {
        VolumeGeometry geometry;
        geometry.size = {4, 3, 2};
        const SliceAxes axes = slice_axes(geometry, plane);
        LabelVolume volume{geometry, std::vector<std::uint8_t>(24, 9)};
        Mask mask = Mask::zeros(slice_size(geometry, axes));
        mask.pixels[1] = 1;
        mask.pixels.back() = 1;
        put_label(volume, axes, 1, mask, 5);

        CHECK(std::ranges::count(volume.labels, 5) == 2);
        CHECK(std::ranges::count(volume.labels, 9) == 22);
        CHECK(volume.labels[place_in_memory(geometry, voxel_of(axes, 1, 1, 0))] == 5);
        CHECK(volume.labels[place_in_memory(geometry, voxel_of(axes, 1, mask.size.width - 1, mask.size.height - 1))] ==
              5);
    }
}

TEST_CASE("MONOCHROME1 is shown inverted") {
    Volume volume;
    volume.geometry.size = {3, 1, 1};
    volume.grey = {0, 100, 300};
    volume.inverted = true;
    const Image image = slice_image(volume, {0, 1, 2}, 0, {0, 255});
    CHECK(image.rgb == std::vector<std::uint8_t>{255, 255, 255, 155, 155, 155, 0, 0, 0});
}

TEST_CASE("colours stay as they are, in every plane") {
    Volume volume;
    volume.geometry.size = {2, 1, 2};
    volume.rgb = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    CHECK(slice_image(volume, {0, 1, 2}, 1, {0, 0}).rgb == std::vector<std::uint8_t>{7, 8, 9, 10, 11, 12});
    CHECK(slice_image(volume, {1, 2, 0}, 1, {0, 0}).rgb == std::vector<std::uint8_t>{4, 5, 6, 10, 11, 12});
}

TEST_CASE("slices that there are not, and masks of another size, are errors") {
    Volume volume;
    volume.geometry.size = {4, 3, 2};
    volume.grey.resize(24);
    LabelVolume labels{volume.geometry, std::vector<std::uint8_t>(24)};
    const SliceAxes axes = {0, 1, 2};
    CHECK_THROWS_WITH(slice_image(volume, axes, 2, {0, 1}), contains("no slice 2") && contains("has 2"));
    CHECK_THROWS_WITH(slice_image(volume, axes, -1, {0, 1}), contains("no slice -1"));
    CHECK_THROWS_AS(put_label(labels, axes, 2, Mask::zeros({3, 4}), 1), Error);
    CHECK_THROWS_WITH(put_label(labels, axes, 0, Mask::zeros({4, 3}), 1), contains("size of the slice"));
}
