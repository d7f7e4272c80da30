// Clicks compared with those of the CVPR 2025 challenge's own code, in volumes of unequal spacing (recorded_challenge.hpp).
#include <algorithm>
#include <set>

#include "catch.hpp"
#include "imis/image/lattice_shape.hpp"
#include "imis/interaction/volume_click.hpp"
#include "recorded_challenge.hpp"

using namespace imis;

namespace {

std::size_t voxel_of(const VolumeClick& click, const Lattice& lattice) {
    const auto column = static_cast<std::size_t>(click.click.at.x);
    const auto row = static_cast<std::size_t>(click.click.at.y);
    return (click.slice * lattice.size[1] + row) * lattice.size[2] + column;
}

bool holds(const std::vector<std::size_t>& voxels, std::size_t voxel) {
    return std::ranges::find(voxels, voxel) != voxels.end();
}

}  // namespace

TEST_CASE("a click in a volume is one of the challenge's, with its label") {
    int clicks = 0;
    int perfect = 0;
    for (const ChallengeCase& sample : challenge_cases()) {
        for (const ChallengeClick& expected : sample.clicks) {
            const LatticeMask& predicted = sample.predicted.at(expected.after).at(expected.target);
            const LatticeMask& truth = sample.truth.at(expected.target);
            const auto click =
                next_volume_click(ClickPolicy::cvpr25, predicted, truth, priority_key(RandomKey(clicks)));
            REQUIRE(click.has_value() == (expected.voxels > 0));
            perfect += click ? 0 : 1;
            if (!click) continue;
            const std::size_t voxel = voxel_of(*click, truth.lattice);
            CHECK(holds(expected.deepest, voxel));
            CHECK(click->click.label == (holds(expected.missed, voxel) ? 1 : 0));
            ++clicks;
        }
    }
    CHECK(clicks > 100);
    CHECK(perfect > 5);
}

TEST_CASE("over many draws every voxel that the challenge may click on is clicked, and no other") {
    const std::vector<ChallengeCase> cases = challenge_cases();
    int compared = 0;
    for (const ChallengeCase& sample : cases) {
        for (const ChallengeClick& expected : sample.clicks) {
            if (expected.deepest.size() < 2 || expected.deepest.size() > 6) continue;
            const LatticeMask& truth = sample.truth.at(expected.target);
            std::set<std::size_t> drawn;
            for (int draw = 0; draw < 120; ++draw) {
                const auto click =
                    next_volume_click(ClickPolicy::cvpr25, sample.predicted.at(expected.after).at(expected.target),
                                      truth, priority_key(RandomKey(9).with(draw)));
                drawn.insert(voxel_of(click.value(), truth.lattice));
            }
            CHECK(std::vector<std::size_t>(drawn.begin(), drawn.end()) == expected.deepest);
            ++compared;
        }
    }
    CHECK(compared > 10);
}

TEST_CASE("the largest component of the errors has as many voxels as cc3d finds") {
    for (const ChallengeCase& sample : challenge_cases()) {
        for (const ChallengeClick& expected : sample.clicks) {
            LatticeMask errors = sample.truth.at(expected.target);
            const LatticeMask& predicted = sample.predicted.at(expected.after).at(expected.target);
            for (std::size_t i = 0; i < errors.elements.size(); ++i) errors.elements[i] ^= predicted.elements[i];
            const auto component = largest_component(errors).elements;
            CHECK(std::ranges::count(component, 1) == static_cast<std::ptrdiff_t>(expected.voxels));
        }
    }
}

TEST_CASE("in a volume of one slice no voxel is deeper than another, since all beyond it is outside") {
    int compared = 0;
    for (const ChallengeCase& sample : challenge_cases()) {
        if (sample.truth.front().lattice.size.front() != 1) continue;
        for (const ChallengeClick& expected : sample.clicks) {
            CHECK(expected.deepest.size() == expected.voxels);
            ++compared;
        }
    }
    CHECK(compared > 5);
}
