#include "imis/image/lattice_shape.hpp"

#include <algorithm>

#include "catch.hpp"
#include "imis/base/random.hpp"
#include "imis/image/mask_shape.hpp"

using namespace imis;

namespace {

LatticeMask volume(std::vector<std::size_t> size, std::vector<std::uint8_t> elements) {
    return {{std::move(size), {3, 1, 0.5}, LengthUnit::millimetre}, std::move(elements)};
}

std::vector<std::size_t> foreground_of(const LatticeMask& mask) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < mask.elements.size(); ++i) {
        if (mask.elements[i] != 0) places.push_back(i);
    }
    return places;
}

Mask random_image(const RandomKey& key) {
    Mask mask = Mask::zeros({static_cast<int>(1 + key.below(12, 1000)), static_cast<int>(1 + key.below(12, 1001))});
    const double share = 0.2 + 0.7 * key.uniform(1002);
    for (std::size_t i = 0; i < mask.pixels.size(); ++i) mask.pixels[i] = key.uniform(i) < share ? 1 : 0;
    return mask;
}

LatticeMask as_lattice(const Mask& mask) {
    return {lattice_of(mask.size, {}), mask.pixels};
}

}  // namespace

TEST_CASE("voxels of a component share a corner at least, and no component wraps around an edge") {
    // 2 slices of 2 x 3: corner to corner across the slices, and one voxel at the end of a row.
    const LatticeMask mask = volume({2, 2, 3}, {1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0});
    CHECK(foreground_of(largest_component(mask)) == std::vector<std::size_t>{0, 8, 10});
    const LatticeMask apart = volume({2, 2, 3}, {1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1});
    CHECK(foreground_of(largest_component(apart)) == std::vector<std::size_t>{2, 8, 11});
}

TEST_CASE("of equally large components the first counts, of none there is none") {
    CHECK(foreground_of(largest_component(volume({1, 1, 4}, {0, 1, 0, 1}))) == std::vector<std::size_t>{1});
    CHECK(foreground_of(largest_component(volume({1, 1, 3}, {0, 0, 0}))).empty());
}

TEST_CASE("depth counts voxels whatever the spacing, and everything outside is background") {
    std::vector<std::uint8_t> all(27, 1);
    std::vector<double> expected(27, 1.0);
    expected[13] = 4;  // the centre of 3 x 3 x 3
    CHECK(squared_depths(volume({3, 3, 3}, all)) == expected);
    all[0] = 0;
    expected[0] = 0;
    expected[13] = 3;
    CHECK(squared_depths(volume({3, 3, 3}, all)) == expected);
}

TEST_CASE("of images component and depths are those of the way for images") {
    for (int i = 0; i < 300; ++i) {
        const Mask mask = random_image(RandomKey(5).with(i));
        CHECK(largest_component(as_lattice(mask)).elements == largest_component(mask).pixels);
        const auto depths = squared_depths(mask);
        CHECK(squared_depths(as_lattice(mask)) == std::vector<double>(depths.begin(), depths.end()));
    }
}
