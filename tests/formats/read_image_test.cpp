#include <string>
#include <vector>

#include <opencv2/imgcodecs.hpp>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/formats/pictures.hpp"
#include "test_data.hpp"

using namespace imis;

namespace {

Image read_fixture(const std::string& name) {
    return read_image(fixture("images/" + name));
}

std::vector<std::uint8_t> numbers(int count, int step) {
    std::vector<std::uint8_t> values;
    values.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) values.push_back(static_cast<std::uint8_t>(i * step));
    return values;
}

std::vector<std::uint8_t> repeated(const std::vector<std::uint8_t>& grey) {
    std::vector<std::uint8_t> rgb;
    for (const std::uint8_t value : grey) rgb.insert(rgb.end(), 3, value);
    return rgb;
}

// Reads a fixture after something was done to its bytes.
template <typename Change>
Image read_changed(const std::string& name, const Change& change) {
    const TemporaryFolder folder;
    std::string content = read_text_file(fixture("images/" + name));
    change(content);
    write_file_atomically(folder / name, content);
    return read_image(folder / name);
}

}  // namespace

TEST_CASE("grey PNGs of every depth are repeated in three channels") {
    const auto name = GENERATE(as<std::string>{}, "grey8.png", "grey16.png", "grey_alpha.png");
    INFO(name);
    const Image image = read_fixture(name);
    CHECK(image.size == Size{2, 3});
    CHECK(image.rgb == repeated(numbers(6, 50)));
}

TEST_CASE("a 1-bit PNG is black and white") {
    CHECK(read_fixture("grey1.png").rgb == repeated({0, 255, 0, 255, 0, 255}));
}

TEST_CASE("colours come as red, green, blue; transparency is dropped, 16 bits are cut to the high byte") {
    const auto name =
        GENERATE(as<std::string>{}, "rgb8.png", "rgb16.png", "rgba8.png", "rgb.bmp", "rgb.tiff", "rgb16.tiff");
    INFO(name);
    const Image image = read_fixture(name);
    CHECK(image.size == Size{2, 3});
    CHECK(image.rgb == numbers(18, 14));
}

TEST_CASE("palettes are looked up, transparent colours too") {
    const auto name = GENERATE(as<std::string>{}, "palette.png", "palette_transparent.png");
    INFO(name);
    CHECK(read_fixture(name).rgb == std::vector<std::uint8_t>{100, 101, 102, 103, 104, 105, 106, 107, 108,  //
                                                              109, 110, 111, 106, 107, 108, 103, 104, 105});
}

TEST_CASE("JPEGs are read as they lie in the file, whatever orientation EXIF asks for") {
    const auto name = GENERATE(as<std::string>{}, "grey.jpg", "colour.jpg", "progressive.jpg", "oriented.jpg");
    INFO(name);
    const Image image = read_fixture(name);
    REQUIRE(image.size == Size{8, 16});
    CHECK(static_cast<int>(image.rgb.front()) == Approx(0).margin(6));
    CHECK(static_cast<int>(image.rgb.back()) == Approx(200).margin(6));
}

TEST_CASE("a truncated image is refused with its name") {
    const auto name =
        GENERATE(as<std::string>{}, "rgb8.png", "grey16.png", "grey.jpg", "progressive.jpg", "rgb.bmp", "rgb.tiff");
    // Whatever the place of the cut: within the header, the pixels or the end.
    const double part = GENERATE(0.1, 0.5, 0.95);
    INFO(name << ", part " << part);
    const auto cut = [&](std::string& content) {
        content.resize(static_cast<std::size_t>(static_cast<double>(content.size()) * part));
    };
    CHECK_THROWS_AS(read_changed(name, cut), ItemError);
    CHECK_THROWS_WITH(read_changed(name, cut), contains(name));
}

TEST_CASE("a PNG without its last chunk or with too few pixels is refused") {
    const auto without_end = [](std::string& content) { content.resize(content.size() - 12); };
    CHECK_THROWS_WITH(read_changed("rgb8.png", without_end), contains("truncated PNG"));
    CHECK_THROWS_AS(read_fixture("short_pixels.png"), ItemError);
}

TEST_CASE("a corrupt PNG is refused") {
    const auto flip = [](std::string& content) { content[content.find("IDAT") + 6] ^= 0x10; };
    CHECK_THROWS_WITH(read_changed("rgb8.png", flip), contains("wrong checksum in chunk IDAT"));
}

TEST_CASE("absurd dimensions are refused from the header") {
    const auto wide = [](std::string& content) { content.replace(16, 4, std::string("\x7F\0\0\0", 4)); };
    CHECK_THROWS_WITH(read_changed("rgb8.png", wide), contains("too many"));
    const auto many = [](std::string& content) { content.replace(16, 8, std::string("\0\0\x7F\0\0\0\x7F\0", 8)); };
    CHECK_THROWS_WITH(read_changed("rgb8.png", many), contains("too many"));
    const auto none = [](std::string& content) { content.replace(16, 4, std::string(4, '\0')); };
    CHECK_THROWS_WITH(read_changed("rgb8.png", none), contains("0 x 2 pixels"));
    const auto bmp = [](std::string& content) { content.replace(18, 4, std::string("\0\0\0\x7F", 4)); };
    CHECK_THROWS_WITH(read_changed("rgb.bmp", bmp), contains("too many"));
}

TEST_CASE("files that are no such image are refused") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH(read_image(folder / "absent.png"), contains("absent.png: no such file"));
    CHECK_THROWS_AS(read_image(folder / "absent.png"), ItemError);
    write_file_atomically(folder / "empty.png", std::string_view());
    CHECK_THROWS_WITH(read_image(folder / "empty.png"), contains("is empty"));
    write_file_atomically(folder / "text.png", std::string_view("this is no image"));
    CHECK_THROWS_WITH(read_image(folder / "text.png"), contains("is not a PNG, JPEG, BMP or TIFF"));
    CHECK_THROWS_WITH(read_fixture("float.tiff"), contains("whole numbers of up to 16 bits"));
}

TEST_CASE("pixels of a mask are those of any value but 0, in any depth") {
    for (const char* name : {"colour.jpg", "grey1.png", "grey8.png", "grey16.png", "grey_alpha.png", "palette.png",
                             "rgb.bmp", "rgb.tiff", "rgb8.png", "rgb16.png", "rgb16.tiff", "rgba8.png"}) {
        CAPTURE(name);
        const auto file = fixture("images/" + std::string(name));
        const Image image = read_image(file);
        const Mask mask = read_mask_picture(file);
        REQUIRE(mask.size == image.size);
        for (std::size_t i = 0; i < mask.pixels.size(); ++i) {
            const bool bright = image.rgb[3 * i] != 0 || image.rgb[3 * i + 1] != 0 || image.rgb[3 * i + 2] != 0;
            // What is bright in 8 bits is so in 16; the fixtures of 16 bits have low bytes other than 0 everywhere.
            const bool deep = std::string(name).find("16") != std::string::npos;
            CHECK((mask.pixels[i] == 1) == (bright || deep));
        }
    }
    CHECK_THROWS_WITH(read_mask_picture("absent.png"), contains("absent.png"));
}

TEST_CASE("a header tells bits and pages") {
    const TemporaryFolder folder;
    CHECK(read_picture_header(fixture("images/grey16.png")).bits == 16);
    CHECK(read_picture_header(fixture("images/rgb16.tiff")).bits == 16);
    CHECK(read_picture_header(fixture("images/palette.png")).bits <= 8);
    CHECK(read_picture_header(fixture("images/rgb.tiff")).bits == 8);
    CHECK(read_picture_header(fixture("images/rgb.tiff")).pages == 1);
    CHECK(read_picture_header(fixture("images/grey.jpg")).bits == 8);
    CHECK_THROWS_AS(read_picture_header(folder / "absent.png"), ItemError);
}

TEST_CASE("pages of a TIFF count where all are of one size") {
    const TemporaryFolder folder;
    const cv::Mat page = cv::Mat::eye(5, 7, CV_16UC1);
    REQUIRE(cv::imwritemulti((folder / "stack.tiff").string(), std::vector<cv::Mat>{page, page, page}));
    CHECK(read_picture_header(folder / "stack.tiff").pages == 3);
    CHECK(read_picture_header(folder / "stack.tiff").bits == 16);
    REQUIRE(cv::imwritemulti((folder / "mixed.tiff").string(), std::vector<cv::Mat>{page, page.rowRange(0, 3)}));
    CHECK(read_picture_header(folder / "mixed.tiff").pages == 1);
}

TEST_CASE("pages of a TIFF that point at each other are one picture") {
    const TemporaryFolder folder;
    const cv::Mat page = cv::Mat::eye(5, 7, CV_8UC1);
    REQUIRE(cv::imwritemulti((folder / "a.tiff").string(), std::vector<cv::Mat>{page}));
    std::string bytes = read_text_file(folder / "a.tiff");
    const auto number = [&](std::size_t at, int length) {  // little-endian, as OpenCV writes here
        std::size_t value = 0;
        for (int i = length; i-- > 0;)
            value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
        return value;
    };
    REQUIRE(bytes.starts_with("II"));
    const std::size_t directory = number(4, 4);
    bytes.replace(directory + 2 + 12 * number(directory, 2), 4, bytes.substr(4, 4));
    write_file_atomically(folder / "a.tiff", bytes);
    CHECK(read_picture_header(folder / "a.tiff").pages == 1);
}
