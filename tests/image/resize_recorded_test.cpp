// Resizing compared with what Pillow and scikit-image gave (tests/data/make_resize_fixtures.py), to the pixel.
#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/image/resize.hpp"
#include "test_data.hpp"

using namespace imis;

namespace {

struct Case {
    std::string source;
    Size size;
};

Image recorded(const std::string& name) {
    return read_image(fixture("resize/" + name + ".png"));
}

Image recorded(const Case& wanted, const std::string& method) {
    return recorded(wanted.source + "_" + method + "_" + std::to_string(wanted.size.height) + "x" +
                    std::to_string(wanted.size.width));
}

// A red image whose rows hold these values.
Image red(Size size, const std::vector<int>& values) {
    Image image{size, {}};
    for (const int value : values) image.rgb.insert(image.rgb.end(), {static_cast<std::uint8_t>(value), 0, 0});
    return image;
}

std::vector<int> reds(const Image& image) {
    std::vector<int> values;
    for (std::size_t i = 0; i < image.rgb.size(); i += 3) values.push_back(image.rgb[i]);
    return values;
}

}  // namespace

TEST_CASE("bilinear and cubic resizing are Pillow's and scikit-image's to the pixel") {
    const auto wanted =
        GENERATE(Case{"noise", {80, 60}}, Case{"noise", {20, 100}}, Case{"noise", {37, 90}}, Case{"noise", {16, 16}},
                 Case{"noise", {5, 53}}, Case{"flat", {100, 96}}, Case{"flat", {30, 31}}, Case{"flat", {64, 20}},
                 Case{"tiny", {5, 4}}, Case{"tiny", {1, 1}}, Case{"tiny", {2, 9}}, Case{"row", {4, 20}},
                 Case{"row", {3, 3}}, Case{"dark", {9, 7}});
    CAPTURE(wanted.source, wanted.size.height, wanted.size.width);
    const Image source = recorded(wanted.source);
    CHECK(resize_bilinear_8bit(source, wanted.size).rgb == recorded(wanted, "bilinear").rgb);
    CHECK(resize_cubic_antialias(source, wanted.size).rgb == recorded(wanted, "cubic").rgb);
}

TEST_CASE("bilinear: half of each neighbour's share by distance, a triangle of twice the width when shrinking") {
    // 2 -> 4: centres at -0.25, 0.25, 0.75, 1.25; outside the image the nearest pixel alone counts.
    CHECK(reds(resize_bilinear_8bit(red({1, 2}, {0, 100}), {1, 4})) == std::vector<int>{0, 25, 75, 100});
    // 4 -> 2: weights 1/8 3/8 3/8 1/8, cut at the border and divided by their sum, 7/8: (0 * 3 + 80 * 3 + 160) / 7.
    CHECK(reds(resize_bilinear_8bit(red({4, 1}, {0, 80, 160, 240}), {2, 1})) == std::vector<int>{57, 183});
}

TEST_CASE("cubic: a spline through the pixels, cut to the range of the source") {
    const Image step = red({1, 6}, {0, 0, 0, 200, 200, 200});
    const std::vector<int> values = reds(resize_cubic_antialias(step, {1, 12}));
    CHECK(values.back() <= 200);
    CHECK(values[5] < 100);
    CHECK(values[6] >= 100);
    CHECK(*std::ranges::max_element(values) == 200);  // overshoot is cut
}

TEST_CASE("OpenCV's nearest takes the pixel under the corner, not the centre") {
    CHECK(reds(resize_nearest_corner(red({1, 4}, {1, 2, 3, 4}), {1, 2})) == std::vector<int>{1, 3});
    CHECK(reds(resize_nearest(red({1, 4}, {1, 2, 3, 4}), {1, 2})) == std::vector<int>{2, 4});
    // floor(i * 3 / 5) = 0, 0, 1, 1, 2
    CHECK(reds(resize_nearest_corner(red({3, 1}, {1, 2, 3}), {5, 1})) == std::vector<int>{1, 1, 2, 2, 3});
    const Mask mask{{1, 4}, {0, 1, 0, 0}};
    CHECK(resize_nearest_corner(mask, {1, 2}).pixels == std::vector<std::uint8_t>{0, 0});
}

TEST_CASE("an image of the wanted size stays as it is") {
    const Image noise = recorded("noise");
    CHECK(resize_bilinear_8bit(noise, noise.size).rgb == noise.rgb);
    CHECK(resize_cubic_antialias(noise, noise.size).rgb == noise.rgb);
    CHECK(resize_nearest_corner(noise, noise.size).rgb == noise.rgb);
}

TEST_CASE("images without pixels can't be resized") {
    CHECK_THROWS_AS(resize_bilinear_8bit(Image{}, {2, 2}), Error);
    CHECK_THROWS_AS(resize_cubic_antialias(recorded("tiny"), {0, 2}), Error);
    CHECK_THROWS_AS(resize_nearest_corner(Image{}, {2, 2}), Error);
}
