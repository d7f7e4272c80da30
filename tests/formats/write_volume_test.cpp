#include <numeric>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/formats/volumes.hpp"
#include "voxel_grids.hpp"

using namespace imis;
namespace fs = std::filesystem;

namespace {

constexpr std::array<const char*, 4> names = {"a.nii", "a.nii.gz", "a.nrrd", "a.mha"};

LabelVolume labels_on(const VolumeGeometry& geometry) {
    LabelVolume volume{geometry, std::vector<std::uint8_t>(static_cast<std::size_t>(geometry.voxels()))};
    std::iota(volume.labels.begin(), volume.labels.end(), std::uint8_t{240});  // up to 255, then from 0 on
    return volume;
}

void check_near(const Vector3& a, const Vector3& b) {
    for (std::size_t row = 0; row < 3; ++row) CHECK(a[row] == Approx(b[row]).margin(1e-4));
}

void check_round_trip(const fs::path& path, const LabelVolume& labels) {
    write_label_volume(path, labels);
    const Volume read = read_volume(path);
    CHECK(std::vector<std::uint8_t>(read.grey.begin(), read.grey.end()) == labels.labels);
    REQUIRE(read.geometry.size == labels.geometry.size);
    check_near(read.geometry.spacing, labels.geometry.spacing);
    check_near(read.geometry.origin, labels.geometry.origin);
    for (std::size_t axis = 0; axis < 3; ++axis) check_near(read.geometry.axes[axis], labels.geometry.axes[axis]);
}

std::ptrdiff_t entries(const fs::path& folder) {
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

}  // namespace

TEST_CASE("a label map comes back from every format on its own grid, oblique and left-handed ones too") {
    const TemporaryFolder folder;
    for (const char* name : names) {
        for (const VolumeGeometry& geometry : straight_grids()) {
            INFO(name);
            check_round_trip(folder / name, labels_on(turned(geometry, 25, -40)));
        }
    }
}

TEST_CASE("label maps make their folders and leave nothing beside themselves") {
    const TemporaryFolder folder;
    for (const char* name : names) {
        const fs::path path = folder / "made" / name / name;
        write_label_volume(path, labels_on(straight_grids().front()));
        CHECK(entries(path.parent_path()) == 1);
    }
}

TEST_CASE("label maps are compressed where the format can be") {
    const TemporaryFolder folder;
    LabelVolume labels;
    labels.geometry.size = {64, 64, 64};
    labels.labels.resize(64 * 64 * 64);
    for (const char* name : {"a.nii.gz", "a.nrrd", "a.mha"}) {
        write_label_volume(folder / name, labels);
        CHECK(fs::file_size(folder / name) < 10000);
    }
    write_label_volume(folder / "a.nii", labels);
    CHECK(fs::file_size(folder / "a.nii") == 352 + 64 * 64 * 64);  // bytes, not wider numbers
}

TEST_CASE("a label map that can't be written is named, and no part of it is left") {
    const TemporaryFolder folder;
    const LabelVolume labels = labels_on(straight_grids().front());
    for (const char* name : names) {
        fs::create_directories(folder / name / "inside");  // a folder with content can't be replaced by a file
        CHECK_THROWS_AS(write_label_volume(folder / name, labels), Error);
        CHECK_THROWS_WITH(write_label_volume(folder / name, labels), contains(name) && contains("cannot be written"));
    }
    CHECK(entries(folder.path()) == static_cast<std::ptrdiff_t>(names.size()));

    write_file_atomically(folder / "file", std::string_view("x"));
    CHECK_THROWS_WITH(write_label_volume(folder / "file/a.nii", labels), contains("file"));
    CHECK_THROWS_WITH(write_label_volume("/proc/a.nii.gz", labels), contains("/proc/a.nii.gz"));
}
