#include "imis/image/resize.hpp"

#include <numeric>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

// A row of the numbers 0, 1, 2, ... resized to a length.
std::vector<int> resized_row(int from, int to) {
    Mask row = Mask::zeros({1, from});
    std::iota(row.pixels.begin(), row.pixels.end(), std::uint8_t{0});
    const Mask resized = resize_nearest(row, {1, to});
    return {resized.pixels.begin(), resized.pixels.end()};
}

}  // namespace

TEST_CASE("nearest takes the pixel under the centre") {
    // floor((i + 0.5) * 5 / 3) = floor(0.83), floor(2.5), floor(4.17)
    CHECK(resized_row(5, 3) == std::vector<int>{0, 2, 4});
    CHECK(resized_row(3, 7) == std::vector<int>{0, 0, 1, 1, 1, 2, 2});
    CHECK(resized_row(4, 2) == std::vector<int>{1, 3});
    CHECK(resized_row(2, 4) == std::vector<int>{0, 0, 1, 1});
    CHECK(resized_row(1, 3) == std::vector<int>{0, 0, 0});
    CHECK(resized_row(7, 1) == std::vector<int>{3});
}

TEST_CASE("height and width are stretched on their own, channels stay together") {
    const Image image{{2, 2}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}};
    const Image resized = resize_nearest(image, {1, 4});
    CHECK(resized.size == Size{1, 4});
    CHECK(resized.rgb == std::vector<std::uint8_t>{7, 8, 9, 7, 8, 9, 10, 11, 12, 10, 11, 12});
}

TEST_CASE("the same size leaves everything as it is") {
    const Mask mask{{2, 2}, {1, 0, 0, 1}};
    CHECK(resize_nearest(mask, {2, 2}).pixels == mask.pixels);
}

TEST_CASE("sizes without pixels are refused") {
    CHECK_THROWS_AS(resize_nearest(Mask::zeros({2, 2}), {0, 4}), Error);
    CHECK_THROWS_AS(resize_nearest(Mask::zeros({0, 0}), {2, 2}), Error);
}

TEST_CASE("nearest agrees with OpenCV's INTER_NEAREST_EXACT") {
    const auto lengths = GENERATE(std::pair{5, 3}, std::pair{3, 7}, std::pair{512, 1024}, std::pair{333, 256},
                                  std::pair{630, 1024}, std::pair{1, 1024}, std::pair{1025, 1024}, std::pair{767, 512});
    const auto [from, to] = lengths;
    Image image{{from, from + 2}, {}};
    image.rgb.resize(static_cast<std::size_t>(image.size.area()) * 3);
    for (std::size_t i = 0; i < image.rgb.size(); ++i) image.rgb[i] = static_cast<std::uint8_t>(i * 2654435761U >> 13);
    const Size size{to, to};
    const Image ours = resize_nearest(image, size);
    cv::Mat theirs;
    cv::resize(cv::Mat(from, from + 2, CV_8UC3, image.rgb.data()), theirs, cv::Size(to, to), 0, 0,
               cv::INTER_NEAREST_EXACT);
    const std::vector<std::uint8_t> expected(theirs.data, theirs.data + theirs.total() * 3);
    CHECK(ours.rgb == expected);
}
