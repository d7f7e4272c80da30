#include "imis/image/mask_shape.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include <opencv2/imgproc.hpp>

#include "catch.hpp"
#include "drawn_mask.hpp"
#include "imis/base/random.hpp"

using namespace imis;

namespace {

// Foreground with the given probability, in blocks of 1 or 3 pixels.
Mask random_mask(Size size, double share, int block, const RandomKey& key) {
    Mask mask = Mask::zeros(size);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const auto cell = static_cast<std::uint64_t>((y / block) * size.width + x / block);
            mask.pixels[static_cast<std::size_t>(y * size.width + x)] = key.uniform(cell) < share ? 1 : 0;
        }
    }
    return mask;
}

bool is_foreground(const Mask& mask, int x, int y) {
    return x >= 0 && y >= 0 && x < mask.size.width && y < mask.size.height &&
           mask.pixels[static_cast<std::size_t>(y * mask.size.width + x)] != 0;
}

// By definition: over all background pixels of the image with a border of one pixel.
std::int32_t depth_by_definition(const Mask& mask, int x, int y) {
    if (!is_foreground(mask, x, y)) return 0;
    std::int32_t least = std::numeric_limits<std::int32_t>::max();
    for (int v = -1; v <= mask.size.height; ++v) {
        for (int u = -1; u <= mask.size.width; ++u) {
            if (!is_foreground(mask, u, v)) least = std::min(least, (u - x) * (u - x) + (v - y) * (v - y));
        }
    }
    return least;
}

}  // namespace

TEST_CASE("the outside of the image counts as background") {
    const Mask full = drawn_mask({"#####", "#####", "#####"});
    CHECK(squared_depths(full) == std::vector<std::int32_t>{1, 1, 1, 1, 1, 1, 4, 4, 4, 1, 1, 1, 1, 1, 1});
    CHECK(squared_depths(drawn_mask({"#"})) == std::vector<std::int32_t>{1});
    CHECK(squared_depths(drawn_mask({"..", ".."})) == std::vector<std::int32_t>{0, 0, 0, 0});
}

TEST_CASE("a diagonal neighbour is two squared pixels away") {
    // The hole's diagonal neighbours are nearer to it than to the image's border.
    const Mask mask = drawn_mask({"#######", "#######", "#######", "###.###", "#######", "#######", "#######"});
    const std::vector<std::int32_t> depths = squared_depths(mask);
    CHECK(depths[2 * 7 + 2] == 2);
    CHECK(depths[2 * 7 + 3] == 1);
    CHECK(depths[1 * 7 + 2] == 4);
    CHECK(depths[1 * 7 + 3] == 4);
    CHECK(depths[3 * 7 + 3] == 0);
}

TEST_CASE("depths are those of the definition") {
    for (int draw = 0; draw < 60; ++draw) {
        const RandomKey key = RandomKey(17).with(draw);
        const Size size{1 + static_cast<int>(key.below(24, 1000000)), 1 + static_cast<int>(key.below(24, 1000001))};
        const Mask mask = random_mask(size, 0.6 + 0.4 * key.uniform(1000002), draw % 2 == 0 ? 1 : 3, key);
        const std::vector<std::int32_t> depths = squared_depths(mask);
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x) {
                REQUIRE(depths[static_cast<std::size_t>(y * size.width + x)] == depth_by_definition(mask, x, y));
            }
        }
    }
}

TEST_CASE("depths are OpenCV's precise distances but for their rounding") {
    Mask disc = Mask::zeros({300, 421});
    for (int y = 0; y < 300; ++y) {
        for (int x = 0; x < 421; ++x) {
            const bool inside = (x - 210) * (x - 210) + (y - 150) * (y - 150) < 145 * 145;
            disc.pixels[static_cast<std::size_t>(y * 421 + x)] = inside && (x * 31 + y * 17) % 997 != 0 ? 1 : 0;
        }
    }
    cv::Mat padded;
    cv::copyMakeBorder(cv::Mat(300, 421, CV_8U, disc.pixels.data()), padded, 1, 1, 1, 1, cv::BORDER_CONSTANT, 0);
    cv::Mat distance;
    cv::distanceTransform(padded, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    const std::vector<std::int32_t> depths = squared_depths(disc);
    for (int y = 0; y < 300; ++y) {
        for (int x = 0; x < 421; ++x) {
            const double library = distance.at<float>(y + 1, x + 1);
            REQUIRE(static_cast<std::int32_t>(library * library + 0.5) ==
                    depths[static_cast<std::size_t>(y * 421 + x)]);
        }
    }
}

TEST_CASE("the longest sides do not overflow") {
    const auto full = [](Size size) {
        return Mask{size, std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()), 1)};
    };
    const std::vector<std::int32_t> wide = squared_depths(full({3, 32768}));
    CHECK(std::set<std::int32_t>(wide.begin(), wide.end()) == std::set<std::int32_t>{1, 4});

    // A column of background, and a hole whose neighbours in its row lie thousands of pixels below their column's
    // border.
    Mask tall = full({32768, 5});
    for (std::size_t y = 0; y < 32768; ++y) tall.pixels[y * 5 + 3] = 0;
    tall.pixels[20000UL * 5 + 1] = 0;
    const std::vector<std::int32_t> depths = squared_depths(tall);
    CHECK(depths[20000UL * 5] == 1);
    CHECK(depths[20001UL * 5 + 1] == 1);
    CHECK(depths[16000UL * 5 + 1] == 4);
    CHECK(depths[16000UL * 5 + 4] == 1);
}

TEST_CASE("the largest component is the one of most pixels") {
    const Mask mask = drawn_mask({"##...#", ".....#", "#....#"});
    CHECK(largest_component(mask).pixels == drawn_mask({".....#", ".....#", ".....#"}).pixels);
    CHECK(largest_component(mask).size == mask.size);
}

TEST_CASE("pixels that touch at a corner are one component") {
    const Mask mask = drawn_mask({"#..##", ".#...", "..#.."});
    CHECK(largest_component(mask).pixels == drawn_mask({"#....", ".#...", "..#.."}).pixels);
}

TEST_CASE("of equally large components the one that comes first in row-major order is taken") {
    CHECK(largest_component(drawn_mask({"....#", "##..#"})).pixels == drawn_mask({"....#", "....#"}).pixels);
    CHECK(largest_component(drawn_mask({"##..#", "....#"})).pixels == drawn_mask({"##...", "....."}).pixels);
    // OpenCV labels blocks of 2 x 2 pixels: the component of the second row must not get ahead of the first row's.
    CHECK(largest_component(drawn_mask({"...#", "#..."})).pixels == drawn_mask({"...#", "...."}).pixels);
    CHECK(largest_component(drawn_mask({"..#", "#..", "..."})).pixels == drawn_mask({"..#", "...", "..."}).pixels);
}

TEST_CASE("a mask without foreground has no component") {
    CHECK(largest_component(drawn_mask({"...", "..."})).pixels == drawn_mask({"...", "..."}).pixels);
}

TEST_CASE("the deepest pixel is the first of the greatest depth") {
    const Deepest deepest = deepest_pixel({0, 1, 4, 1, 4});
    CHECK(deepest.depth == 4);
    CHECK(deepest.pixel == 2);
}
