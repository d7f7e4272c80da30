#include "imis/metrics/aggregate.hpp"

#include <algorithm>

#include "catch.hpp"

using namespace imis;

namespace {

// A prediction and a target of 100 pixels each that share `percent` of them: Dice is percent / 100.
Score score(const std::string& dataset, const std::string& image, const std::string& target, int percent, int round = 1,
            int repeat = 1) {
    return {dataset, dataset == "head" ? "MR" : "CT", image, target, repeat, round, {percent, 100, 100}};
}

const GroupSummary& named(const std::vector<GroupSummary>& groups, const std::string& name) {
    const auto found =
        std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.name == name; });
    REQUIRE(found != groups.end());
    return *found;
}

Approx about(double value) {
    return Approx(value).margin(1e-9);
}

}  // namespace

TEST_CASE("image mean, target mean and pooled score are three different means") {
    std::vector<Score> scores = {score("abdomen", "1", "liver", 80), score("abdomen", "1", "spleen", 40),
                                 score("abdomen", "2", "liver", 100)};
    scores[2].overlap = {300, 300, 300};  // a large target
    const GroupSummary overall = summarise(scores).overall;
    CHECK(overall.name == "all");
    CHECK(overall.modality == "CT");
    CHECK(overall.images == 2);
    CHECK(overall.targets == 3);
    REQUIRE(overall.rounds.size() == 1);
    CHECK(overall.rounds[0].dice.image_mean == about((0.6 + 1.0) / 2));
    CHECK(overall.rounds[0].dice.target_mean == about(2.2 / 3));
    CHECK(overall.rounds[0].dice.pooled == about(2.0 * 420 / 1000));
    // IoU = 80 / 120, 40 / 160, 1
    CHECK(overall.rounds[0].iou.image_mean == about(((2.0 / 3 + 0.25) / 2 + 1) / 2));
    CHECK(overall.rounds[0].iou.target_mean == about((2.0 / 3 + 0.25 + 1) / 3));
    CHECK(overall.rounds[0].iou.pooled == about(420.0 / 580));
}

TEST_CASE("repeats count as further scores of an image, not as targets") {
    const std::vector<Score> scores = {score("abdomen", "1", "liver", 20, 1, 1),
                                       score("abdomen", "1", "liver", 40, 1, 2),
                                       score("abdomen", "2", "liver", 90, 1, 1)};
    const GroupSummary overall = summarise(scores).overall;
    CHECK(overall.targets == 2);
    CHECK(overall.rounds[0].dice.image_mean == about((0.3 + 0.9) / 2));
    CHECK(overall.rounds[0].dice.target_mean == about(0.5));
}

TEST_CASE("images of two data sets may share a name") {
    const std::vector<Score> scores = {score("abdomen", "1", "liver", 20), score("head", "1", "brain", 60)};
    const Summary summary = summarise(scores);
    CHECK(summary.overall.images == 2);
    CHECK(summary.overall.targets == 2);
    CHECK(summary.overall.modality.empty());
    CHECK(summary.overall.rounds[0].dice.image_mean == about(0.4));
}

TEST_CASE("rounds are kept apart and come in rising order") {
    const std::vector<Score> scores = {score("abdomen", "1", "liver", 90, 10), score("abdomen", "1", "liver", 50, 2),
                                       score("abdomen", "1", "liver", 10, 1)};
    const auto rounds = summarise(scores).overall.rounds;
    REQUIRE(rounds.size() == 3);
    CHECK(rounds[0].round == 1);
    CHECK(rounds[1].round == 2);
    CHECK(rounds[2].round == 10);
    CHECK(rounds[1].dice.image_mean == about(0.5));
    CHECK(rounds[2].dice.interval == Interval{rounds[2].dice.image_mean, rounds[2].dice.image_mean});
}

TEST_CASE("groups by modality, data set and target") {
    const std::vector<Score> scores = {score("thorax", "1", "lung", 90), score("abdomen", "1", "liver", 80),
                                       score("abdomen", "1", "vessel", 40), score("abdomen", "2", "vessel", 60),
                                       score("head", "1", "vessel", 10)};
    const Summary summary = summarise(scores);

    REQUIRE(summary.modalities.size() == 2);
    CHECK(summary.modalities[0].name == "CT");
    CHECK(summary.modalities[0].images == 3);
    CHECK(summary.modalities[0].rounds[0].dice.image_mean == about((0.6 + 0.6 + 0.9) / 3));

    REQUIRE(summary.datasets.size() == 3);
    CHECK(summary.datasets[0].name == "abdomen");
    CHECK(summary.datasets[0].modality == "CT");
    CHECK(summary.datasets[0].targets == 3);
    CHECK(named(summary.datasets, "head").rounds[0].dice.image_mean == about(0.1));

    // A target's image score is that target's alone, over all data sets.
    const GroupSummary& vessel = named(summary.targets, "vessel");
    CHECK(vessel.images == 3);
    CHECK(vessel.targets == 3);
    CHECK(vessel.modality.empty());
    CHECK(vessel.rounds[0].dice.image_mean == about((0.4 + 0.6 + 0.1) / 3));
    CHECK(named(summary.targets, "lung").modality == "CT");
}

TEST_CASE("the data set mean counts every data set once") {
    const std::vector<Score> scores = {score("abdomen", "1", "liver", 80), score("abdomen", "2", "liver", 60),
                                       score("head", "1", "brain", 10)};
    const Summary summary = summarise(scores);
    REQUIRE(summary.dataset_means.size() == 1);
    CHECK(summary.dataset_means[0].dice == about((0.7 + 0.1) / 2));
    CHECK(summary.overall.rounds[0].dice.image_mean == about(0.5));
}

TEST_CASE("the order of the scores makes no difference to any bit") {
    std::vector<Score> scores;
    for (int i = 0; i < 60; ++i) {
        scores.push_back(
            score(i % 2 == 0 ? "abdomen" : "head", std::to_string(i % 10), std::to_string(i / 10), (i * 37) % 101));
    }
    const Summary expected = summarise(scores);
    std::reverse(scores.begin(), scores.end());
    std::rotate(scores.begin(), scores.begin() + 17, scores.end());
    const Summary summary = summarise(scores);
    REQUIRE(summary.datasets.size() == 2);
    REQUIRE(expected.datasets.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        const MetricMeans& dice = summary.datasets[i].rounds[0].dice;
        const MetricMeans& expected_dice = expected.datasets[i].rounds[0].dice;
        CHECK(dice.image_mean == expected_dice.image_mean);
        CHECK(dice.interval == expected_dice.interval);
        CHECK(dice.target_mean == expected_dice.target_mean);
    }
    CHECK(summary.overall.rounds[0].iou.interval == expected.overall.rounds[0].iou.interval);
}

TEST_CASE("no scores give an empty summary") {
    const Summary summary = summarise({});
    CHECK(summary.overall.images == 0);
    CHECK(summary.overall.rounds.empty());
    CHECK(summary.datasets.empty());
}
