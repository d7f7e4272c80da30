#include "imis/image/image.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

Mask mask_with(Size size, const std::vector<std::pair<int, int>>& points) {
    Mask mask = Mask::zeros(size);
    for (const auto& [x, y] : points) mask.pixels[static_cast<std::size_t>(y * size.width + x)] = 1;
    return mask;
}

}  // namespace

TEST_CASE("the area counts foreground pixels") {
    CHECK(area(Mask::zeros({3, 4})) == 0);
    CHECK(area(mask_with({3, 4}, {{0, 0}, {3, 2}, {1, 1}})) == 3);
}

TEST_CASE("a tight box has the first and last pixel, inclusive") {
    CHECK(tight_box(mask_with({5, 6}, {{3, 4}})) == Box{3, 4, 3, 4});
    CHECK(tight_box(mask_with({5, 6}, {{0, 0}, {5, 4}})) == Box{0, 0, 5, 4});
    CHECK(tight_box(mask_with({5, 6}, {{4, 1}, {2, 2}, {3, 3}})) == Box{2, 1, 4, 3});
    CHECK_THROWS_AS(tight_box(Mask::zeros({5, 6})), Error);
}
