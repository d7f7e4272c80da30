#include "imis/metrics/paired_scores.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"

using namespace imis;

namespace {

Score scored(const std::string& image, const std::string& target, double value) {
    return {"abdomen", "CT", image, target, 1, 1, {}, {value}};
}

ScorePair pair_of(const std::string& image, const std::string& target, double first, double second) {
    return {scored(image, target, first), scored(image, target, second)};
}

MetricChoice choice_of(const char* metric) {
    return {choose_metrics(metric), 0};
}

// Two digits, so that names sort as numbers do.
std::string name_of(int i) {
    return std::to_string(10 + i);
}

}  // namespace

TEST_CASE("a difference of image means with wins, ties and losses") {
    const std::vector<ScorePair> pairs = {pair_of("1", "liver", 0.5, 0.7), pair_of("1", "spleen", 0.6, 0.6),
                                          pair_of("2", "liver", 0.9, 0.8)};
    const auto rows = paired_differences(pairs, choice_of("dice"), overall_grouping());
    REQUIRE(rows.size() == 1);
    const PairedDifference& all = rows[0];
    CHECK(all.name == "all");
    CHECK(all.images == 2);
    CHECK(all.targets == 3);
    CHECK(all.first == Approx((0.55 + 0.9) / 2));
    CHECK(all.second == Approx((0.65 + 0.8) / 2));
    CHECK(all.difference == Approx(0.0).margin(1e-12));  // +0.1 and -0.1
    CHECK_FALSE(all.interval.has_value());
    CHECK(all.wins == 1);
    CHECK(all.ties == 1);
    CHECK(all.losses == 1);
    CHECK(all.test.p == 1);
}

TEST_CASE("groups are compared by themselves") {
    const std::vector<ScorePair> pairs = {pair_of("1", "liver", 0.5, 0.7), pair_of("1", "spleen", 0.6, 0.5)};
    const auto rows = paired_differences(pairs, choice_of("dice"), standard_groupings()[2]);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].name == "liver");
    CHECK(rows[0].difference == Approx(0.2));
    CHECK(rows[1].difference == Approx(-0.1));
}

TEST_CASE("lower distances win, and volume errors are compared by their size") {
    const std::vector<ScorePair> pairs = {pair_of("1", "liver", -0.5, 0.25)};
    const PairedDifference distance = paired_differences(pairs, choice_of("hd95"), overall_grouping())[0];
    CHECK(distance.losses == 1);
    CHECK(distance.difference == 0.75);
    const PairedDifference volume = paired_differences(pairs, choice_of("volume_error"), overall_grouping())[0];
    CHECK(volume.wins == 1);
    CHECK(volume.first == 0.5);
    CHECK(volume.difference == -0.25);
}

TEST_CASE("pairs with a value that is not finite are left out") {
    const std::vector<ScorePair> pairs = {pair_of("1", "liver", 5, std::numeric_limits<double>::infinity()),
                                          pair_of("2", "liver", std::nan(""), 4), pair_of("3", "liver", 5, 4)};
    const auto rows = paired_differences(pairs, choice_of("hd95"), overall_grouping());
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].targets == 1);
    CHECK(regressions(pairs, choice_of("hd95"), 10).empty());
    CHECK(paired_differences(std::span(pairs).first(2), choice_of("hd95"), overall_grouping()).empty());
}

TEST_CASE("a consistent gain over 30 images has an interval above 0, a small p and a detectable difference") {
    std::vector<ScorePair> pairs;
    for (int i = 0; i < 30; ++i) pairs.push_back(pair_of(name_of(i), "liver", 0.6, 0.65 + 0.001 * ((37 * i) % 30)));
    const PairedDifference all = paired_differences(pairs, choice_of("dice"), overall_grouping())[0];
    REQUIRE(all.interval.has_value());
    CHECK(all.interval->low > 0.05);
    CHECK(all.interval->low < all.difference);
    CHECK(all.interval->high > all.difference);
    CHECK(all.test.p == Approx(std::exp2(-29)));  // all of one sign
    // Differences 0.05 ... 0.079 have a standard deviation of 0.001 * sqrt(30 * 31 / 12).
    const double error = 0.001 * std::sqrt(30.0 * 31 / 12) / std::sqrt(30.0);
    CHECK(all.detectable == Approx(2.9 * error).epsilon(0.01));
    // The same difference of volumes of three slices: ten clusters, too few for an interval.
    for (int i = 0; i < 30; ++i) {
        pairs[i].first.cluster = name_of(i / 3);
        pairs[i].second.cluster = name_of(i / 3);
    }
    const PairedDifference by_volume = paired_differences(pairs, choice_of("dice"), overall_grouping())[0];
    CHECK(by_volume.difference == Approx(all.difference));
    CHECK(by_volume.clusters == ClusterCounts{0, 10});
    CHECK_FALSE(by_volume.interval.has_value());
    CHECK(by_volume.test.p == Approx(std::exp2(-9)));
}

TEST_CASE("a system compared with itself shows nothing") {
    std::vector<ScorePair> pairs;
    for (int i = 0; i < 30; ++i) pairs.push_back(pair_of(name_of(i), "liver", 0.01 * i, 0.01 * i));
    const PairedDifference all = paired_differences(pairs, choice_of("dice"), overall_grouping())[0];
    CHECK(all.difference == 0);
    CHECK(all.ties == 30);
    CHECK(all.test.p == 1);
    CHECK_FALSE(all.interval.has_value());
    CHECK(std::isnan(all.detectable));
}

TEST_CASE("regressions come worst first") {
    const std::vector<ScorePair> pairs = {pair_of("1", "liver", 0.9, 0.8), pair_of("2", "liver", 0.9, 0.95),
                                          pair_of("3", "liver", 0.9, 0.2), pair_of("4", "liver", 0.9, 0.8)};
    const auto worst = regressions(pairs, choice_of("dice"), 10);
    REQUIRE(worst.size() == 3);
    CHECK(worst[0]->first.image == "3");
    CHECK(worst[1]->first.image == "1");
    CHECK(worst[2]->first.image == "4");
    CHECK(regressions(pairs, choice_of("dice"), 1).size() == 1);
    const auto nearer = regressions(pairs, choice_of("hd95"), 10);
    REQUIRE(nearer.size() == 1);
    CHECK(nearer[0]->first.image == "2");
}
