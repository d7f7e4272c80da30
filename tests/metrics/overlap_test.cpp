#include "imis/metrics/overlap.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

TEST_CASE("overlap counts pixels of both masks and of their intersection") {
    const Mask predicted{{2, 3}, {1, 1, 0, 0, 1, 0}};
    const Mask target{{2, 3}, {0, 1, 1, 0, 1, 1}};
    CHECK(overlap(predicted, target) == Overlap{2, 3, 4});
    CHECK(overlap(target, predicted) == Overlap{2, 4, 3});
    CHECK(overlap(target, target) == Overlap{4, 4, 4});
}

TEST_CASE("overlap of masks of different sizes is an error") {
    REQUIRE_THROWS_AS(overlap(Mask::zeros({2, 3}), Mask::zeros({3, 2})), Error);
    REQUIRE_THROWS_WITH(overlap(Mask::zeros({2, 3}), Mask::zeros({3, 2})), contains("3 x 2"));
}

TEST_CASE("Dice and IoU of counts that can be solved on paper") {
    // 2 * 2 / (3 + 4) and 2 / (3 + 4 - 2)
    CHECK(dice({2, 3, 4}) == Approx(4.0 / 7).epsilon(1e-7));
    CHECK(iou({2, 3, 4}) == Approx(2.0 / 5).epsilon(1e-7));
    CHECK(dice({5, 5, 5}) == Approx(1).epsilon(1e-7));
    CHECK(iou({5, 5, 5}) == Approx(1).epsilon(1e-7));
    CHECK(dice({0, 5, 5}) == 0);
}

TEST_CASE("counts add up") {
    Overlap sum{1, 2, 3};
    sum += {10, 20, 30};
    CHECK(sum == Overlap{11, 22, 33});
}

TEST_CASE("precision, recall and volume error of counts that can be solved on paper") {
    CHECK(precision({2, 4, 5}) == 0.5);
    CHECK(recall({2, 4, 5}) == Approx(0.4));
    CHECK(volume_error({2, 4, 5}) == Approx(-0.2));
    CHECK(volume_error({0, 8, 5}) == Approx(0.6));
}

TEST_CASE("overlap of volumes names both sizes where they differ") {
    const LatticeMask low{{{2, 1, 3}, {1, 1, 1}}, {1, 0, 1, 0, 0, 1}};
    const LatticeMask high{{{3, 1, 2}, {1, 1, 1}}, {1, 0, 1, 0, 0, 1}};
    CHECK(overlap(low, low) == Overlap{3, 3, 3});
    CHECK_THROWS_WITH(overlap(low, high), contains("3 x 1 x 2") && contains("2 x 1 x 3"));
}
