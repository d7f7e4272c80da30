#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include <opencv2/imgcodecs.hpp>
#include <png.h>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/image/palette.hpp"

using namespace imis;

namespace {

std::vector<std::uint8_t> read_indices(const std::filesystem::path& path) {
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    REQUIRE(png_image_begin_read_from_file(&header, path.c_str()) != 0);
    header.format = PNG_FORMAT_RGB_COLORMAP;
    std::vector<std::uint8_t> indices(PNG_IMAGE_SIZE(header));
    std::vector<std::uint8_t> colours(PNG_IMAGE_COLORMAP_SIZE(header));
    REQUIRE(png_image_finish_read(&header, nullptr, indices.data(), 0, colours.data()) != 0);
    return indices;
}

}  // namespace

TEST_CASE("a mask is written as 0 and 255 in 8-bit grey") {
    const TemporaryFolder folder;
    const auto path = folder / "masks/BTCV/image/liver_r1.png";
    write_mask_png(path, {{2, 3}, {0, 1, 0, 1, 1, 0}});
    const cv::Mat read = cv::imread(path.string(), cv::IMREAD_UNCHANGED);
    REQUIRE(read.type() == CV_8UC1);
    REQUIRE(read.rows == 2);
    REQUIRE(read.cols == 3);
    CHECK(std::vector<int>(read.begin<std::uint8_t>(), read.end<std::uint8_t>()) ==
          std::vector<int>{0, 255, 0, 255, 255, 0});
}

TEST_CASE("a mask that can't be written is an error with the path") {
    const TemporaryFolder folder;
    write_file_atomically(folder / "file", std::string_view("x"));
    CHECK_THROWS_WITH(write_mask_png(folder / "file/mask.png", Mask::zeros({2, 2})), contains("file"));
}

TEST_CASE("an image is written as 8-bit RGB") {
    const TemporaryFolder folder;
    const auto path = folder / "pictures/image.png";
    const std::vector<std::uint8_t> rgb = {255, 0, 0, 0, 255, 0, 0, 0, 255, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    write_image_png(path, {{2, 3}, rgb});
    CHECK(cv::imread(path.string(), cv::IMREAD_UNCHANGED).type() == CV_8UC3);
    const Image read = read_image(path);
    CHECK(read.size == Size{2, 3});
    CHECK(read.rgb == rgb);
}

TEST_CASE("an image without pixels is not written") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH(write_image_png(folder / "image.png", {}), contains("image.png"));
}

TEST_CASE("a label map is written as an 8-bit PNG whose palette indices are the labels") {
    const TemporaryFolder folder;
    const auto path = folder / "labels/map.png";
    const LabelImage image = {{2, 3}, {0, 1, 2, 0, 7, 1}};
    write_label_png(path, image);

    const auto file = read_file(path);
    CHECK(file[24] == std::byte{8});  // IHDR: bits a sample, colour type
    CHECK(file[25] == std::byte{3});
    CHECK(read_indices(path) == image.labels);
}

TEST_CASE("a label map looks like its colours") {
    const TemporaryFolder folder;
    LabelImage image = {{16, 16}, std::vector<std::uint8_t>(256)};
    std::iota(image.labels.begin(), image.labels.end(), std::uint8_t{0});
    write_label_png(folder / "map.png", image);

    CHECK(read_indices(folder / "map.png") == image.labels);
    const Image read = read_image(folder / "map.png");
    REQUIRE(read.size == image.size);
    for (std::size_t label = 0; label < 256; ++label) {
        const auto colour = label_colour(static_cast<int>(label));
        CHECK(std::equal(colour.begin(), colour.end(), read.rgb.begin() + static_cast<std::ptrdiff_t>(3 * label)));
    }
}

TEST_CASE("a label map that does not fit its size is an error with the path") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH(write_label_png(folder / "map.png", {{2, 2}, {0, 1, 2}}), contains("map.png"));
    CHECK_THROWS_WITH(write_label_png(folder / "map.png", {}), contains("without pixels"));
}
