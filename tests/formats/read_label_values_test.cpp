#include <numeric>
#include <string>
#include <vector>

#include <opencv2/imgcodecs.hpp>
#include <png.h>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/formats/pictures.hpp"
#include "test_data.hpp"

using namespace imis;

namespace {

using Values = std::vector<std::uint16_t>;

// A PNG of 4 x 1 pixels with a palette, packed into so many bits, whose colours are not in the order of their indices.
std::filesystem::path write_indexed(const std::filesystem::path& path, int bits, const std::vector<png_byte>& row) {
    FILE* file = std::fopen(path.c_str(), "wb");
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(png);
    png_init_io(png, file);
    png_set_IHDR(png, info, 4, 1, bits, PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    const std::vector<png_color> palette = {{200, 0, 0}, {0, 0, 0}, {200, 0, 0}, {10, 20, 30}};
    png_set_PLTE(png, info, palette.data(), bits == 1 ? 2 : 4);
    const png_byte transparent = 0;
    png_set_tRNS(png, info, &transparent, 1, nullptr);
    png_write_info(png, info);
    png_write_row(png, row.data());
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    std::fclose(file);
    return path;
}

}  // namespace

TEST_CASE("the indices of a palette are read, whatever the colours") {
    const TemporaryFolder folder;
    CHECK(read_label_values(write_indexed(folder / "8.png", 8, {0, 1, 2, 3})).values == Values{0, 1, 2, 3});
    CHECK(read_label_values(write_indexed(folder / "2.png", 2, {0x1B})).values == Values{0, 1, 2, 3});
    CHECK(read_label_values(write_indexed(folder / "1.png", 1, {0x50})).values == Values{0, 1, 0, 1});
    LabelImage image{{16, 16}, {}};
    image.labels.resize(256);
    std::iota(image.labels.begin(), image.labels.end(), std::uint8_t{0});
    write_label_png(folder / "all.png", image);
    const LabelValues all = read_label_values(folder / "all.png");
    CHECK(all.size == Size{16, 16});
    CHECK(all.values == Values(image.labels.begin(), image.labels.end()));
    CHECK_FALSE(all.lossy);
}

TEST_CASE("grey values are read in their full depth") {
    const TemporaryFolder folder;
    const cv::Mat deep = (cv::Mat_<std::uint16_t>(1, 3) << 0, 7, 40000);
    cv::imwrite((folder / "deep.png").string(), deep);
    CHECK(read_label_values(folder / "deep.png").values == Values{0, 7, 40000});
    const cv::Mat grey = (cv::Mat_<std::uint8_t>(2, 1) << 3, 255);
    cv::imwrite((folder / "grey.bmp").string(), grey);
    CHECK(read_label_values(folder / "grey.bmp").values == Values{3, 255});
    cv::Mat three;
    cv::merge(std::vector{grey, grey, grey}, three);
    cv::imwrite((folder / "three.tiff").string(), three);
    CHECK(read_label_values(folder / "three.tiff").values == Values{3, 255});
    CHECK(read_label_values(fixture("images/grey.jpg")).lossy);
}

TEST_CASE("a picture without labels is refused") {
    CHECK_THROWS_WITH(read_label_values(fixture("images/rgb8.png")), contains("rgb8.png: has colours"));
    CHECK_THROWS_WITH(read_label_values(fixture("images/short_pixels.png")), contains("short_pixels.png: "));
    CHECK_THROWS_AS(read_label_values("nowhere.png"), ItemError);
    const TemporaryFolder folder;
    const cv::Mat half = (cv::Mat_<float>(1, 2) << 1.0F, 0.5F);
    cv::imwrite((folder / "half.tiff").string(), half);
    CHECK_THROWS_WITH(read_label_values(folder / "half.tiff"), contains("half.tiff: has the value 0.5"));
    write_indexed(folder / "cut.png", 8, {0, 1, 2, 3});
    std::filesystem::resize_file(folder / "cut.png", 70);
    CHECK_THROWS_AS(read_label_values(folder / "cut.png"), ItemError);
}
