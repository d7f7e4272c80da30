#include "imis/formats/write_png.hpp"

#include <cstdint>
#include <vector>

#include <opencv2/imgcodecs.hpp>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/formats/read_image.hpp"
#include "temporary_folder.hpp"

using namespace imis;

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
