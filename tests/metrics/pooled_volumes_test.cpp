#include "imis/metrics/pooled_volumes.hpp"

#include "catch.hpp"

using namespace imis;

namespace {

Score slice_score(const std::string& volume, const std::string& image, const std::string& target, int round,
                  const Overlap& overlap) {
    Score score;
    score.dataset = "set";
    score.image = image;
    score.target = target;
    score.round = round;
    score.overlap = overlap;
    score.cluster = volume;
    return score;
}

}  // namespace

TEST_CASE("a volume's overlap is that of its slices' pixels together") {
    const std::vector<Score> scores = {
        slice_score("a", "a_2", "liver", 1, {10, 20, 20}), slice_score("a", "a_1", "liver", 1, {60, 60, 80}),
        slice_score("a", "a_1", "spleen", 1, {0, 0, 5}), slice_score("b", "b_1", "liver", 1, {5, 10, 5}),
        slice_score("", "c_1", "liver", 1, {7, 7, 7})};
    const PooledVolumes pooled = pool_volumes(scores);
    REQUIRE(pooled.volumes.size() == 3);
    CHECK(pooled.volumes[0].slices == 2);
    CHECK(pooled.volumes[0].overlap == Overlap{70, 80, 100});
    CHECK(pooled.volumes[0].values[0] == Approx(140.0 / 180));
    CHECK(pooled.volumes[0].values[1] == Approx(70.0 / 110));
    CHECK(pooled.volumes[0].values[2] == Approx(70.0 / 80));
    CHECK(pooled.volumes[0].values[3] == Approx(0.7));
    CHECK(pooled.volumes[1].target == "spleen");
    CHECK(pooled.volumes[1].values == PooledValues{0, 0, 0, 0});
    REQUIRE(pooled.rounds.size() == 1);
    CHECK(pooled.rounds[0].volumes == 2);
    CHECK(pooled.rounds[0].targets == 3);
    CHECK(pooled.rounds[0].means[0] == Approx((140.0 / 180 / 2 + 10.0 / 15) / 2));
}

TEST_CASE("rounds are pooled one by one, and nothing where no volume is known") {
    const PooledVolumes pooled = pool_volumes(std::vector<Score>{slice_score("a", "a_1", "liver", 2, {1, 1, 1}),
                                                                 slice_score("a", "a_1", "liver", 1, {0, 1, 1})});
    REQUIRE(pooled.rounds.size() == 2);
    CHECK(pooled.rounds[1].round == 2);
    CHECK(pooled.rounds[1].means[3] == 1);
    CHECK(pool_volumes(std::vector<Score>{slice_score("", "a_1", "liver", 1, {1, 1, 1})}).rounds.empty());
}
