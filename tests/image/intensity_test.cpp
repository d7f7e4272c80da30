#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/image/resize.hpp"
#include "test_data.hpp"

using namespace imis;

TEST_CASE("intensities are stretched between percentiles as NumPy computes them") {
    for (const std::string name : {"noise", "dark"}) {
        CAPTURE(name);
        const Image source = read_image(fixture("resize/" + name + ".png"));
        CHECK(stretch_percentiles(source, 0.95, 99.5).rgb ==
              read_image(fixture("resize/" + name + "_percentiles.png")).rgb);
    }
}

TEST_CASE("the whole range is stretched to 0..255 and truncated, what was 0 stays 0") {
    const Image image{{1, 2}, {10, 20, 30, 40, 50, 60}};
    // (v - 10) / 50 * 255 = 0, 51, 102, 153, 204, 255
    CHECK(stretch_percentiles(image, 0, 100).rgb == std::vector<std::uint8_t>{0, 51, 102, 153, 204, 255});
    // Median 0.5 * (30 + 40) = 35 as lower bound: 5 / 25 * 255 = 51.
    CHECK(stretch_percentiles(image, 50, 100).rgb == std::vector<std::uint8_t>{0, 0, 0, 51, 153, 255});
    const Image with_zero{{1, 1}, {0, 100, 200}};
    CHECK(stretch_percentiles(with_zero, 0, 50).rgb == std::vector<std::uint8_t>{0, 255, 255});
}

TEST_CASE("an image of one value becomes black, one without pixels is refused") {
    CHECK(stretch_percentiles(Image{{1, 1}, {7, 7, 7}}, 1, 99).rgb == std::vector<std::uint8_t>{0, 0, 0});
    CHECK_THROWS_AS(stretch_percentiles(Image{}, 1, 99), Error);
    CHECK_THROWS_AS(stretch_percentiles(Image{{1, 1}, {7, 7, 7}}, 99, 1), Error);
}
