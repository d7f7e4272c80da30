// Label maps of pictures, volumes and arrays.
#include "imis/formats/label_maps.hpp"

#include <fstream>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/npy.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/formats/volumes.hpp"

using Catch::Matchers::Contains;
using namespace imis;

TEST_CASE("a palette's indices are the labels, and so are grey values") {
    const TemporaryFolder folder;
    write_label_png(folder.path() / "labels.png", {{2, 3}, {0, 1, 200, 2, 0, 1}});
    const LabelMap palette = read_label_map(folder.path() / "labels.png");
    CHECK(palette.labels == std::vector<std::int32_t>{0, 1, 200, 2, 0, 1});
    CHECK(palette.lattice == lattice_of(Size{2, 3}, {}));
    CHECK_FALSE(palette.place);
    write_mask_png(folder.path() / "mask.png", {{1, 2}, {0, 1}});
    CHECK(read_label_map(folder.path() / "mask.png").labels == std::vector<std::int32_t>{0, 255});
}

TEST_CASE("a picture in colours is no label map, nor is a truncated one") {
    const TemporaryFolder folder;
    write_image_png(folder.path() / "image.png", {{1, 2}, {1, 2, 3, 4, 5, 6}});
    CHECK_THROWS_WITH(read_label_map(folder.path() / "image.png"), Contains("has colours"));
    const auto file = folder.path() / "labels.png";
    write_label_png(file, {{40, 50}, std::vector<std::uint8_t>(2000, 3)});
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 20);
    CHECK_THROWS_AS(read_label_map(file), ItemError);
}

TEST_CASE("a volume's labels have its spacing in millimetres, slices first, and its place") {
    const TemporaryFolder folder;
    LabelVolume volume;
    volume.geometry.size = {3, 2, 1};
    volume.geometry.spacing = {0.5, 0.75, 4};
    volume.labels = {0, 1, 2, 3, 4, 5};
    for (const char* name : {"a.nii.gz", "a.nrrd", "a.mha"}) {
        write_label_volume(folder.path() / name, volume);
        const LabelMap map = read_label_map(folder.path() / name);
        CHECK(map.labels == std::vector<std::int32_t>{0, 1, 2, 3, 4, 5});
        CHECK(map.lattice == Lattice{{1, 2, 3}, {4, 0.75, 0.5}, LengthUnit::millimetre});
        CHECK(map.place.has_value());
    }
}

TEST_CASE("arrays have two or three axes, and whole numbers from 0") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "a.npy";
    const auto read = [&](const std::vector<float>& values, const std::vector<std::int64_t>& shape) {
        write_npy(file, values, shape);
        return read_label_map(file);
    };
    CHECK(read({0, 1, 2, 70000}, {2, 2}).labels == std::vector<std::int32_t>{0, 1, 2, 70000});
    CHECK(read({0, 1, 2, 3}, {2, 2, 1}).lattice.size == std::vector<std::size_t>{2, 2});
    CHECK(read({0, 1, 2, 3}, {2, 1, 2}).lattice.size == std::vector<std::size_t>{2, 1, 2});
    CHECK_THROWS_WITH(read({0, 0.5F}, {1, 2}), Contains("labels are whole numbers"));
    CHECK_THROWS_WITH(read({0, -1}, {1, 2}), Contains("labels are whole numbers"));
    CHECK_THROWS_WITH(read({0, 1}, {2}), Contains("1 axes"));
}

TEST_CASE("names of label maps") {
    CHECK(is_label_map_name("a.nii.gz"));
    CHECK(is_label_map_name("a.NPY"));
    CHECK_FALSE(is_label_map_name("a.json"));
    CHECK_FALSE(is_label_map_name("notes.txt"));
    CHECK(label_map_stem("liver.nii.gz") == "liver");
    CHECK(label_map_stem("liver.v2.npy") == "liver.v2");
}
