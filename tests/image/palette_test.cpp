#include "imis/image/palette.hpp"

#include <algorithm>
#include <set>

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

TEST_CASE("background is black, the first labels have Okabe and Ito's colours") {
    using Colour = std::array<std::uint8_t, 3>;
    CHECK(label_colour(0) == Colour{0, 0, 0});
    CHECK(label_colour(1) == Colour{230, 159, 0});
    CHECK(label_colour(2) == Colour{86, 180, 233});
    CHECK(label_colour(7) == Colour{0, 114, 178});
    CHECK(label_colour(8) == Colour{255, 64, 64});  // hue 0, saturation 0.75, value 1
}

TEST_CASE("every label has a colour of its own that is not dark") {
    std::set<std::array<std::uint8_t, 3>> colours;
    for (int label = 1; label <= max_label; ++label) {
        const auto colour = label_colour(label);
        CHECK(*std::max_element(colour.begin(), colour.end()) >= 115);
        colours.insert(colour);
    }
    CHECK(colours.size() == max_label);
}

TEST_CASE("there are no colours outside of the labels") {
    CHECK_THROWS_WITH(label_colour(256), contains("256"));
    CHECK_THROWS_AS(label_colour(-1), Error);
}
