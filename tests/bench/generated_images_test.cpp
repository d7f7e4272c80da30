// Images made up for measuring.
#include "generated_images.hpp"

#include <algorithm>

#include "catch.hpp"

using namespace imis;

TEST_CASE("a generated image has as many targets as asked for, none of which overlap") {
    for (const int count : {1, 2, 5, 64}) {
        CAPTURE(count);
        const GeneratedImage made = generate_image({96, 128}, count, 0);
        REQUIRE(made.image.rgb.size() == 3 * 96 * 128);
        REQUIRE(made.targets.size() == static_cast<std::size_t>(count));
        for (std::size_t pixel = 0; pixel < 96 * 128; ++pixel) {
            REQUIRE(std::ranges::count_if(made.targets, [&](const Mask& mask) { return mask.pixels[pixel] != 0; }) <=
                    1);
        }
        for (const Mask& mask : made.targets) CHECK(area(mask) > 0);
    }
}

TEST_CASE("targets are brighter than the ground") {
    const GeneratedImage made = generate_image({64, 64}, 3, 1);
    for (std::size_t pixel = 0; pixel < 64 * 64; ++pixel) {
        const bool covered =
            std::ranges::any_of(made.targets, [&](const Mask& mask) { return mask.pixels[pixel] != 0; });
        CHECK((made.image.rgb[3 * pixel] > 128) == covered);
    }
}

TEST_CASE("an index gives the same image again, another index another one") {
    const GeneratedImage made = generate_image({64, 64}, 2, 3);
    CHECK(made.image.rgb == generate_image({64, 64}, 2, 3).image.rgb);
    CHECK(made.image.rgb != generate_image({64, 64}, 2, 4).image.rgb);
}
