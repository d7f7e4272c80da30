#include "imis/metrics/aggregate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "catch.hpp"

using namespace imis;

namespace {

// Places of the metrics in their table.
constexpr std::size_t at_dice = 0;
constexpr std::size_t at_iou = 1;

Score score_of(const std::string& dataset, const std::string& image, const std::string& target, const Overlap& counts,
               int round = 1, int repeat = 1) {
    return {dataset, dataset == "head" ? "MR" : "CT",    image, target, repeat, round,
            counts,  measure(standard_metrics(), counts)};
}

// A prediction and a target of 100 pixels each that share `percent` of them: Dice is percent / 100.
Score score(const std::string& dataset, const std::string& image, const std::string& target, int percent, int round = 1,
            int repeat = 1) {
    return score_of(dataset, image, target, {percent, 100, 100}, round, repeat);
}

const GroupSummary& named(const std::vector<GroupSummary>& groups, const std::string& name) {
    const auto found =
        std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.name == name; });
    REQUIRE(found != groups.end());
    return *found;
}

// Images of one target each, of Dice scores that differ.
std::vector<Score> scores_of_images(int images) {
    std::vector<Score> scores;
    for (int i = 0; i < images; ++i) {
        scores.push_back(score("abdomen", std::to_string(100 + i), "liver", (i * 37) % 101));
    }
    return scores;
}

Approx about(double value) {
    return Approx(value).margin(1e-9);
}

}  // namespace

TEST_CASE("image mean, target mean and pooled score are three different means") {
    const std::vector<Score> scores = {score("abdomen", "1", "liver", 80), score("abdomen", "1", "spleen", 40),
                                       score_of("abdomen", "2", "liver", {300, 300, 300})};  // a large target
    const GroupSummary overall = summarise(scores).overall;
    CHECK(overall.name == "all");
    CHECK(overall.modality == "CT");
    CHECK(overall.images == 2);
    CHECK(overall.targets == 3);
    REQUIRE(overall.rounds.size() == 1);
    CHECK(overall.rounds[0].metrics[at_dice].image_mean == about((0.6 + 1.0) / 2));
    CHECK(overall.rounds[0].metrics[at_dice].target_mean == about(2.2 / 3));
    CHECK(overall.rounds[0].metrics[at_dice].pooled.value() == about(2.0 * 420 / 1000));
    // IoU = 80 / 120, 40 / 160, 1
    CHECK(overall.rounds[0].metrics[at_iou].image_mean == about(((2.0 / 3 + 0.25) / 2 + 1) / 2));
    CHECK(overall.rounds[0].metrics[at_iou].target_mean == about((2.0 / 3 + 0.25 + 1) / 3));
    CHECK(overall.rounds[0].metrics[at_iou].pooled.value() == about(420.0 / 580));
}

TEST_CASE("repeats count as further scores of an image, not as targets") {
    const std::vector<Score> scores = {score("abdomen", "1", "liver", 20, 1, 1),
                                       score("abdomen", "1", "liver", 40, 1, 2),
                                       score("abdomen", "2", "liver", 90, 1, 1)};
    const GroupSummary overall = summarise(scores).overall;
    CHECK(overall.targets == 2);
    CHECK(overall.rounds[0].metrics[at_dice].image_mean == about((0.3 + 0.9) / 2));
    CHECK(overall.rounds[0].metrics[at_dice].target_mean == about(0.5));
}

TEST_CASE("images of two data sets may share a name") {
    const std::vector<Score> scores = {score("abdomen", "1", "liver", 20), score("head", "1", "brain", 60)};
    const Summary summary = summarise(scores);
    CHECK(summary.overall.images == 2);
    CHECK(summary.overall.targets == 2);
    CHECK(summary.overall.modality.empty());
    CHECK(summary.overall.rounds[0].metrics[at_dice].image_mean == about(0.4));
}

TEST_CASE("rounds are kept apart and come in rising order") {
    const std::vector<Score> scores = {score("abdomen", "1", "liver", 90, 10), score("abdomen", "1", "liver", 50, 2),
                                       score("abdomen", "1", "liver", 10, 1)};
    const auto rounds = summarise(scores).overall.rounds;
    REQUIRE(rounds.size() == 3);
    CHECK(rounds[0].round == 1);
    CHECK(rounds[1].round == 2);
    CHECK(rounds[2].round == 10);
    CHECK(rounds[1].metrics[at_dice].image_mean == about(0.5));
    CHECK_FALSE(rounds[2].metrics[at_dice].interval.has_value());  // of a single image
}

TEST_CASE("groups by modality, data set and target") {
    const std::vector<Score> scores = {score("thorax", "1", "lung", 90), score("abdomen", "1", "liver", 80),
                                       score("abdomen", "1", "vessel", 40), score("abdomen", "2", "vessel", 60),
                                       score("head", "1", "vessel", 10)};
    const Summary summary = summarise(scores);
    const auto& modalities = summary.groups("modality");
    REQUIRE(modalities.size() == 2);
    CHECK(modalities[0].name == "CT");
    CHECK(modalities[0].images == 3);
    CHECK(modalities[0].rounds[0].metrics[at_dice].image_mean == about((0.6 + 0.6 + 0.9) / 3));

    const auto& datasets = summary.groups("dataset");
    REQUIRE(datasets.size() == 3);
    CHECK(datasets[0].name == "abdomen");
    CHECK(datasets[0].modality == "CT");
    CHECK(datasets[0].targets == 3);
    CHECK(named(datasets, "head").rounds[0].metrics[at_dice].image_mean == about(0.1));

    // A target's image score is that target's alone, over all data sets.
    const GroupSummary& vessel = named(summary.groups("target"), "vessel");
    CHECK(vessel.images == 3);
    CHECK(vessel.targets == 3);
    CHECK(vessel.modality.empty());
    CHECK(vessel.rounds[0].metrics[at_dice].image_mean == about((0.4 + 0.6 + 0.1) / 3));
    CHECK(named(summary.groups("target"), "lung").modality == "CT");
}

TEST_CASE("the data set mean counts every data set once") {
    const std::vector<Score> scores = {score("abdomen", "1", "liver", 80), score("abdomen", "2", "liver", 60),
                                       score("head", "1", "brain", 10)};
    const Summary summary = summarise(scores);
    REQUIRE(summary.dataset_means.size() == 1);
    CHECK(summary.dataset_means[0].metrics[at_dice] == about((0.7 + 0.1) / 2));
    CHECK(summary.overall.rounds[0].metrics[at_dice].image_mean == about(0.5));
}

TEST_CASE("the order of the scores makes no difference to any bit") {
    std::vector<Score> scores;
    for (int i = 0; i < 300; ++i) {
        scores.push_back(
            score(i % 2 == 0 ? "abdomen" : "head", std::to_string(i % 50), std::to_string(i / 50), (i * 37) % 101));
    }
    const Summary expected = summarise(scores);
    std::reverse(scores.begin(), scores.end());
    std::rotate(scores.begin(), scores.begin() + 17, scores.end());
    const Summary summary = summarise(scores);
    const auto& datasets = summary.groups("dataset");
    REQUIRE(datasets.size() == 2);
    for (std::size_t i = 0; i < datasets.size(); ++i) {
        const MetricMeans& dice = datasets[i].rounds[0].metrics[at_dice];
        const MetricMeans& expected_dice = expected.groups("dataset")[i].rounds[0].metrics[at_dice];
        CHECK(dice.image_mean == expected_dice.image_mean);
        REQUIRE(dice.interval.has_value());
        CHECK(dice.interval == expected_dice.interval);
        CHECK(dice.target_mean == expected_dice.target_mean);
    }
    CHECK(summary.overall.rounds[0].metrics[at_iou].interval == expected.overall.rounds[0].metrics[at_iou].interval);
}

TEST_CASE("no scores give an empty summary") {
    const Summary summary = summarise({});
    CHECK(summary.overall.images == 0);
    CHECK(summary.overall.rounds.empty());
    CHECK(summary.groups("dataset").empty());
    CHECK_THROWS_WITH(summary.groups("colour"), contains("colour"));
}

TEST_CASE("a metric that is measured on masks has means and intervals, but no pooled value") {
    const Metric distance{.name = "distance",
                          .label = "Distance",
                          .unit = "mm",
                          .formula = MaskFormula([](const MaskComparison&) { return 0.0; })};
    const std::vector<Metric> metrics = {standard_metrics()[at_dice], distance};
    std::vector<Score> scores = {score("abdomen", "1", "liver", 80), score("abdomen", "2", "liver", 60)};
    scores[0].values = {0.8, 3};
    scores[1].values = {0.6, 6};
    const Summary summary = summarise(scores, {.metrics = metrics});
    const auto& means = summary.overall.rounds[0].metrics;
    REQUIRE(means.size() == 2);
    CHECK(means[1].image_mean == 4.5);
    CHECK(means[1].target_mean == 4.5);
    CHECK_FALSE(means[1].pooled.has_value());
    CHECK(means[0].pooled.has_value());
    CHECK(summary.dataset_means[0].metrics[1] == 4.5);
}

TEST_CASE("further metrics change nothing of the intervals of the first: all are resampled by the same draws") {
    const std::vector<Score> scores = scores_of_images(30);
    const std::vector<MetricMeans> means = summarise(scores).overall.rounds[0].metrics;
    std::vector<Score> fewer = scores;
    for (Score& score : fewer) score.values.pop_back();
    const Summary alone = summarise(fewer, {.metrics = standard_metrics().first(1)});
    REQUIRE(means[0].interval.has_value());
    CHECK(means[0].interval == alone.overall.rounds[0].metrics[0].interval);
}

TEST_CASE("the same images have the same interval in every table") {
    std::vector<Score> scores = scores_of_images(30);
    for (Score& score : scores) score.target = "liver";
    const Summary summary = summarise(scores);
    const auto interval = summary.overall.rounds[0].metrics[at_dice].interval;
    REQUIRE(interval.has_value());
    for (const GroupedScores& grouping : summary.groupings) {
        if (grouping.grouping.is_partial()) continue;
        REQUIRE(grouping.groups.size() == 1);
        CHECK(grouping.groups[0].rounds[0].metrics[at_dice].interval == interval);
    }
    // And whatever else there is to group: other data sets move the overall interval alone.
    scores.push_back(score("head", "1", "brain", 10));
    const Summary more = summarise(scores);
    CHECK(named(more.groups("dataset"), "abdomen").rounds[0].metrics[at_dice].interval == interval);
    CHECK_FALSE(more.overall.rounds[0].metrics[at_dice].interval == interval);
}

TEST_CASE("rounds of the same images share their draws") {
    std::vector<Score> scores = scores_of_images(30);
    for (const Score& score : scores_of_images(30)) {
        scores.push_back(score);
        scores.back().round = 2;
    }
    const std::vector<RoundSummary> rounds = summarise(scores).overall.rounds;
    REQUIRE(rounds[0].metrics[at_dice].interval.has_value());
    CHECK(rounds[0].metrics[at_dice].interval == rounds[1].metrics[at_dice].interval);
}

TEST_CASE("slices of one volume are one cluster") {
    std::vector<Score> scores = scores_of_images(60);
    const GroupSummary by_image = summarise(scores).overall;
    CHECK(by_image.clusters == ClusterCounts{60, 0});
    for (std::size_t i = 0; i < scores.size(); ++i) scores[i].cluster = "case" + std::to_string(i / 3);
    const GroupSummary by_volume = summarise(scores).overall;
    CHECK(by_volume.images == 60);
    CHECK(by_volume.clusters == ClusterCounts{0, 20});
    const MetricMeans& dice = by_volume.rounds[0].metrics[at_dice];
    CHECK(dice.image_mean == by_image.rounds[0].metrics[at_dice].image_mean);
    REQUIRE(dice.interval.has_value());
    CHECK_FALSE(dice.interval == by_image.rounds[0].metrics[at_dice].interval);
    for (Score& score : scores) score.cluster = "case" + score.cluster.substr(4, 1);  // ten volumes are too few
    CHECK_FALSE(summarise(scores).overall.rounds[0].metrics[at_dice].interval.has_value());
}

TEST_CASE("clusters are known by data set, kind and name") {
    std::vector<Score> scores = {score("abdomen", "1", "liver", 20), score("head", "1", "brain", 60),
                                 score("head", "2", "brain", 60), score("head", "3", "brain", 60)};
    scores[2].cluster = "1";
    scores[3].cluster = "1";
    const GroupSummary overall = summarise(scores).overall;
    CHECK(overall.clusters == ClusterCounts{2, 1});
    CHECK(to_string(overall.clusters) == "2 images and 1 volume");
    CHECK(to_string(ClusterCounts{1, 0}) == "1 image");
    CHECK(to_string(ClusterCounts{0, 9}) == "9 volumes");
}

TEST_CASE("scores without a value for each metric are refused") {
    std::vector<Score> scores = {score("abdomen", "1", "liver", 80)};
    scores[0].values.pop_back();
    CHECK_THROWS_WITH(summarise(scores), contains("abdomen") && contains("1 values for 2 metrics"));
}

TEST_CASE("scores without a value are left out of means where that is the rule, and counted") {
    const double undefined = std::numeric_limits<double>::quiet_NaN();
    std::vector<Score> scores = {score("abdomen", "1", "liver", 80), score("abdomen", "1", "kidney", 40),
                                 score("abdomen", "2", "liver", 60), score("abdomen", "3", "liver", 20)};
    scores[0].values[at_dice] = undefined;  // of two in its image
    scores[3].values[at_dice] = undefined;  // the only one in its image
    const MetricMeans skipped = summarise(scores, {.empty = EmptyRule::skip}).overall.rounds[0].metrics[at_dice];
    CHECK(skipped.image_mean == about((0.4 + 0.6) / 2));
    CHECK(skipped.target_mean == about((0.4 + 0.6) / 2));
    CHECK(skipped.left_out == 2);
    const MetricMeans kept = summarise(scores, {.empty = EmptyRule::nan}).overall.rounds[0].metrics[at_dice];
    CHECK(std::isnan(kept.image_mean));
    CHECK(kept.left_out == 0);
}
