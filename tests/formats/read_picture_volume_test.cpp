// Pictures as volumes: one decoder reads them, as it does for read_image, but in their full depth and with all pages.
#include <array>
#include <initializer_list>
#include <numeric>
#include <string>
#include <vector>

#include <opencv2/imgcodecs.hpp>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/formats/volumes.hpp"
#include "test_data.hpp"

using namespace imis;
namespace fs = std::filesystem;

namespace {

// A field of a TIFF's directory that holds one 16-bit number.
struct TiffField {
    std::uint16_t tag = 0;
    std::uint16_t value = 0;
};

// An uncompressed little-endian TIFF of 3 x 2 pixels and 8 bits a sample; `fields` by their tags, without those of size
// and pixels.
std::string tiff_of(std::initializer_list<TiffField> fields, const std::string& pixels) {
    constexpr std::uint16_t offsets = 273;
    std::vector<TiffField> all = {{256, 3}, {257, 2}, {258, 8}, {259, 1}};
    const auto bytes = static_cast<std::uint16_t>(pixels.size());
    for (const TiffField& field : {TiffField{offsets, 0}, TiffField{278, 2}, TiffField{279, bytes}})
        all.push_back(field);
    all.insert(all.end(), fields);
    std::ranges::sort(all, {}, &TiffField::tag);
    std::string file = "II*";
    const auto put = [&](std::size_t number, int length) {
        for (int i = 0; i < length; ++i) file.push_back(static_cast<char>(number >> (8 * i) & 0xff));
    };
    put(0, 1);
    put(8, 4);
    put(all.size(), 2);
    const std::size_t data = 8 + 2 + 12 * all.size() + 4;
    for (const TiffField& field : all) {
        put(field.tag, 2);
        put(3, 2);  // 16 bits
        put(1, 4);  // one number
        put(field.tag == offsets ? data : field.value, 4);
    }
    put(0, 4);
    return file + pixels;
}

const std::string six_greys = {0, 10, 20, 30, 40, 50};
constexpr TiffField black_is_zero = {262, 1};

std::vector<float> grey_of(const fs::path& file) {
    return read_volume(file).grey;
}

}  // namespace

TEST_CASE("8-bit pictures are the same as volumes and as images") {
    for (const char* name : {"grey1.png", "grey8.png", "grey_alpha.png", "rgb8.png", "rgba8.png", "palette.png",
                             "palette_transparent.png", "rgb.bmp", "rgb.tiff", "grey.jpg", "colour.jpg",
                             "progressive.jpg", "oriented.jpg", "rgb16.png", "rgb16.tiff"}) {
        CAPTURE(name);
        const auto file = fixture("images/" + std::string(name));
        const Image image = read_image(file);
        const Volume volume = read_volume(file);
        CHECK(volume.geometry.size == std::array{image.size.width, image.size.height, 1});
        std::vector<std::uint8_t> rgb = volume.rgb;
        for (const float grey : volume.grey) rgb.insert(rgb.end(), 3, static_cast<std::uint8_t>(grey));
        CHECK(rgb == image.rgb);
    }
}

TEST_CASE("grey pictures keep their depth as volumes, with transparency or without") {
    const TemporaryFolder folder;
    const std::vector<std::uint16_t> values = {0, 1, 255, 256, 4095, 65535};
    const cv::Mat deep(2, 3, CV_16UC1, const_cast<std::uint16_t*>(values.data()));
    const std::vector<float> expected(values.begin(), values.end());
    for (const char* name : {"a.png", "a.tiff"}) {
        CAPTURE(name);
        REQUIRE(cv::imwrite((folder / name).string(), deep));
        CHECK(grey_of(folder / name) == expected);
    }
    CHECK(grey_of(fixture("images/float.tiff")) == std::vector<float>{0, 50, 100, 150, 200, 250});
    CHECK(grey_of(fixture("images/grey_alpha.png")) == std::vector<float>{0, 50, 100, 150, 200, 250});
}

TEST_CASE("the pages of a TIFF are slices, reduced copies of them are not") {
    const TemporaryFolder folder;
    std::vector<cv::Mat> pages;
    std::vector<float> expected;
    for (int page = 0; page < 3; ++page) {
        pages.push_back(cv::Mat(2, 3, CV_16UC1, cv::Scalar(1000.0 * page)));
        expected.insert(expected.end(), 6, 1000.0F * static_cast<float>(page));
    }
    REQUIRE(cv::imwritemulti((folder / "stack.tiff").string(), pages));
    const Volume stack = read_volume(folder / "stack.tiff");
    CHECK(stack.geometry.size == std::array{3, 2, 3});
    CHECK_FALSE(stack.physical);
    CHECK(stack.grey == expected);
    REQUIRE(
        cv::imwritemulti((folder / "mixed.tiff").string(), std::vector<cv::Mat>{pages[1], pages[2].rowRange(0, 1)}));
    CHECK(grey_of(folder / "mixed.tiff") == std::vector<float>(6, 1000.0F));
    REQUIRE(cv::imwritemulti((folder / "kinds.tiff").string(),
                             std::vector<cv::Mat>{pages[0], cv::Mat(2, 3, CV_8UC3, cv::Scalar(1, 2, 3))}));
    CHECK_THROWS_AS(read_volume(folder / "kinds.tiff"), ItemError);
    CHECK_THROWS_WITH(read_volume(folder / "kinds.tiff"), contains("kinds.tiff") && contains("differ in kind"));
    CHECK_THROWS_AS(read_volume(folder / "stack.tiff", {1, ""}), UsageError);  // slices are no frames
}

TEST_CASE("a TIFF whose zero is white is not inverted, and one that says how it is turned is turned") {
    const TemporaryFolder folder;
    write_file_atomically(folder / "white.tif", tiff_of({{262, 0}}, six_greys));
    CHECK(grey_of(folder / "white.tif") == std::vector<float>{255, 245, 235, 225, 215, 205});
    write_file_atomically(folder / "turned.tif", tiff_of({black_is_zero, {274, 6}}, six_greys));
    const Volume turned = read_volume(folder / "turned.tif");
    CHECK(turned.geometry.size == std::array{2, 3, 1});
    CHECK(turned.grey == std::vector<float>{30, 0, 40, 10, 50, 20});
    for (const char* name : {"white.tif", "turned.tif"}) {
        const std::vector<float> grey = grey_of(folder / name);
        const Image image = read_image(folder / name);
        for (std::size_t i = 0; i < grey.size(); ++i) CHECK(image.rgb.at(3 * i) == grey[i]);
    }
}

TEST_CASE("the colours of a TIFF with transparency are not blended") {
    const TemporaryFolder folder;
    std::string pixels;
    std::vector<std::uint8_t> expected;
    for (std::uint8_t pixel = 0; pixel < 6; ++pixel) {
        const std::array<std::uint8_t, 3> colour = {static_cast<std::uint8_t>(40 * pixel), 7, 200};
        expected.insert(expected.end(), colour.begin(), colour.end());
        pixels.append(colour.begin(), colour.end());
        pixels.push_back(static_cast<char>(20 * pixel));
    }
    constexpr TiffField rgb = {262, 2};
    constexpr TiffField four_samples = {277, 4};
    for (const std::uint16_t kind :
         {std::uint16_t{1}, std::uint16_t{2}}) {  // of the fourth: colours are multiplied by it, or not
        CAPTURE(kind);
        write_file_atomically(folder / "a.tif", tiff_of({rgb, four_samples, {338, kind}}, pixels));
        CHECK(read_image(folder / "a.tif").rgb == expected);
        CHECK(read_volume(folder / "a.tif").rgb == expected);
    }
}

TEST_CASE("values of a TIFF that no decoder here can read are refused in one line") {
    const TemporaryFolder folder;
    std::string file = tiff_of({black_is_zero}, six_greys);
    file[file.find(std::string("\x02\x01\x03\x00", 4)) + 8] = 4;  // BitsPerSample
    write_file_atomically(folder / "a.tif", file);
    CHECK_THROWS_WITH(read_volume(folder / "a.tif"), contains("a.tif") && contains("values of 4 bits"));
    CHECK_THROWS_WITH(read_image(folder / "a.tif"), contains("a.tif") && contains("values of 4 bits"));
}
