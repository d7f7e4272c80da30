#include "imis/model/input_spec.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

InputSpec grid_of(int side, Resize resize) {
    return {.size = {side, side}, .resize = resize};
}

}  // namespace

TEST_CASE("stretch takes the whole grid") {
    CHECK(place({100, 300}, grid_of(256, Resize::stretch)) == Placement{{100, 300}, {256, 256}, {256, 256}, 0, 0});
}

TEST_CASE("longest side rounds the other half up, at the left upper corner") {
    const InputSpec input = grid_of(1024, Resize::longest_side);
    CHECK(place({512, 512}, input).content == Size{1024, 1024});
    CHECK(place({333, 500}, input).content == Size{682, 1024});    // 681.98
    CHECK(place({1500, 1300}, input).content == Size{1024, 887});  // 887.47
    CHECK(place({2048, 1}, input).content == Size{1024, 1});       // 0.5 rounds up
    CHECK(place({5000, 1}, input).content == Size{1024, 1});       // never no pixel
    CHECK(place({333, 500}, input).left == 0);
    CHECK(place({333, 500}, input).top == 0);
}

TEST_CASE("an image smaller in both directions lies in the middle, any other is stretched") {
    const InputSpec input = grid_of(256, Resize::pad_or_stretch);
    CHECK(place({101, 200}, input) == Placement{{101, 200}, {256, 256}, {101, 200}, 28, 77});  // 155 / 2 = 77
    CHECK(place({255, 255}, input) == Placement{{255, 255}, {256, 256}, {255, 255}, 0, 0});
    CHECK(place({100, 256}, input).content == Size{256, 256});
    CHECK(place({300, 100}, input).content == Size{256, 256});
}

TEST_CASE("masks go where their image goes") {
    const Mask mask{{2, 4}, {1, 0, 0, 0, 0, 0, 0, 1}};
    InputSpec input = grid_of(2, Resize::longest_side);
    // 4 -> 2 columns by their centres: source columns 1 and 3; 2 -> 1 row: source row 1.
    CHECK(mask_as_placed(mask, input).size == Size{1, 2});
    CHECK(mask_as_placed(mask, input).pixels == std::vector<std::uint8_t>{0, 1});
    // By corners: columns 0 and 2, row 0.
    input.interpolation = Interpolation::nearest;
    CHECK(mask_as_placed(mask, input).pixels == std::vector<std::uint8_t>{1, 0});
    const Mask dot{{1, 1}, {1}};
    CHECK(mask_as_placed(dot, grid_of(3, Resize::pad_or_stretch)).pixels == std::vector<std::uint8_t>{1});
}

TEST_CASE("an image without pixels has no place") {
    for (const Resize resize : {Resize::stretch, Resize::longest_side, Resize::pad_or_stretch}) {
        CHECK_THROWS_AS(place({0, 0}, grid_of(8, resize)), Error);
        CHECK_THROWS_AS(place({0, 5}, grid_of(8, resize)), Error);
    }
}
