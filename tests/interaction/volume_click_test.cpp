#include "imis/interaction/volume_click.hpp"

#include <map>
#include <tuple>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "statistics.hpp"

using namespace imis;

namespace {

using Voxel = std::tuple<std::size_t, int, int>;  // slice, row, column

LatticeMask made_volume(std::vector<std::size_t> size, const std::vector<Voxel>& foreground) {
    LatticeMask mask{{std::move(size), {4, 1, 1}, LengthUnit::millimetre}, {}};
    mask.elements.assign(mask.lattice.elements(), 0);
    for (const auto& [slice, row, column] : foreground) {
        mask.elements[(slice * mask.lattice.size[1] + static_cast<std::size_t>(row)) * mask.lattice.size[2] +
                      static_cast<std::size_t>(column)] = 1;
    }
    return mask;
}

Voxel place_of(const VolumeClick& click) {
    return {click.slice, static_cast<int>(click.click.at.y), static_cast<int>(click.click.at.x)};
}

std::map<Voxel, int> next_clicks_of(ClickPolicy policy, const LatticeMask& predicted, const LatticeMask& target) {
    std::map<Voxel, int> counts;
    for (int draw = 0; draw < 400; ++draw) {
        ++counts[place_of(next_volume_click(policy, predicted, target, priority_key(RandomKey(1).with(draw))).value())];
    }
    return counts;
}

const std::vector<std::size_t> small = {3, 4, 5};

}  // namespace

TEST_CASE("a uniform click is drawn from all errors of a volume, its label from the voxel") {
    const LatticeMask target = made_volume(small, {{0, 1, 1}, {2, 3, 4}});
    const LatticeMask predicted = made_volume(small, {{1, 0, 0}, {2, 3, 4}});
    for (const ClickPolicy policy : {ClickPolicy::imis, ClickPolicy::sam_med2d}) {
        const auto counts = next_clicks_of(policy, predicted, target);
        CHECK(counts.size() == 2);
        CHECK(chi_square(counts) < 10.83);  // 1 degree of freedom, probability 0.001
        const auto click = next_volume_click(policy, predicted, target, priority_key(RandomKey(4))).value();
        CHECK(click.click.label == (place_of(click) == Voxel{0, 1, 1} ? 1 : 0));
    }
}

TEST_CASE("depth of an error is measured through the slices, in voxels") {
    // A block of 3 x 3 x 3 and one of 1 x 3 x 4: the voxel in the middle of the first is deepest, though slices are 4 mm
    // apart and the second is as wide.
    std::vector<Voxel> block;
    for (std::size_t slice = 1; slice < 4; ++slice) {
        for (int row = 1; row < 4; ++row) {
            for (int column = 1; column < 4; ++column) block.emplace_back(slice, row, column);
        }
    }
    const LatticeMask target = made_volume({5, 5, 9}, block);
    const LatticeMask nothing = made_volume({5, 5, 9}, {{0, 0, 8}, {0, 1, 8}});
    const auto counts = next_clicks_of(ClickPolicy::cvpr25, nothing, target);
    CHECK(counts.size() == 1);
    CHECK(counts.begin()->first == Voxel{2, 2, 2});
    CHECK(place_of(first_volume_click(ClickPolicy::cvpr25, target, RandomKey(2))) == Voxel{2, 2, 2});
}

TEST_CASE("a first click lies in the target, that of imis in the half near its centroid") {
    std::vector<Voxel> line;
    for (std::size_t slice = 0; slice < 8; ++slice) line.emplace_back(slice, 2, 3);
    const LatticeMask target = made_volume({8, 4, 5}, line);
    std::map<Voxel, int> central;
    std::map<Voxel, int> uniform;
    for (int draw = 0; draw < 400; ++draw) {
        ++central[place_of(first_volume_click(ClickPolicy::imis, target, RandomKey(draw)))];
        ++uniform[place_of(first_volume_click(ClickPolicy::sam_med2d, target, RandomKey(draw)))];
    }
    CHECK(central.size() == 4);
    CHECK(central.begin()->first == Voxel{2, 2, 3});
    CHECK(uniform.size() == 8);
    CHECK(chi_square(uniform) < 24.32);  // 7 degrees of freedom, probability 0.001
}

TEST_CASE("where nothing differs there is no click in a volume") {
    const LatticeMask target = made_volume(small, {{0, 1, 1}});
    for (const ClickPolicy policy : {ClickPolicy::imis, ClickPolicy::cvpr25}) {
        CHECK_FALSE(next_volume_click(policy, target, target, {}).has_value());
        CHECK_THROWS_WITH(first_volume_click(policy, made_volume(small, {}), RandomKey(1)), contains("empty"));
    }
}

TEST_CASE("policies without a rule for volumes, and masks that do not fit, are refused") {
    const LatticeMask target = made_volume(small, {{0, 1, 1}});
    CHECK_THROWS_WITH(next_volume_click(ClickPolicy::ritm, target, target, {}), contains("ritm"));
    CHECK_THROWS_WITH(check_volume_policy(ClickPolicy::ritm), contains("volumes"));
    CHECK_THROWS_WITH(next_volume_click(ClickPolicy::imis, made_volume({1, 4, 5}, {}), target, {}), contains("size"));
    const LatticeMask image{{{4, 5}, {1, 1}}, std::vector<std::uint8_t>(20, 1)};
    CHECK_THROWS_WITH(next_volume_click(ClickPolicy::imis, image, image, {}), contains("three axes"));
}
