#include "imis/metrics/curve_summary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

struct CurveOf {
    std::string dataset;
    std::string image;
    std::string target;
    int repeat;
    std::vector<double> ious;
};

// Dice and IoU of every round; a Dice of -1, which no figure may come from.
std::vector<Score> scores_of(const std::vector<CurveOf>& curves) {
    std::vector<Score> scores;
    for (const CurveOf& curve : curves) {
        for (std::size_t i = 0; i < curve.ious.size(); ++i) {
            scores.push_back({curve.dataset,
                              curve.dataset == "head" ? "MR" : "CT",
                              curve.image,
                              curve.target,
                              curve.repeat,
                              static_cast<int>(i) + 1,
                              {},
                              {-1, curve.ious[i]}});
        }
    }
    return scores;
}

CurveSummary summary_of(const std::vector<CurveOf>& curves, int rounds) {
    return summarise_curves(scores_of(curves), standard_metrics(), {.rounds = rounds});
}

const CurveGroup& group_called(const CurveSummary& summary, const std::string& grouping, const std::string& name) {
    const auto found = std::ranges::find_if(
        summary.groups, [&](const CurveGroup& group) { return group.grouping == grouping && group.name == name; });
    INFO(grouping << " " << name);
    REQUIRE(found != summary.groups.end());
    return *found;
}

// Two targets of one image, one of another, one of a third in another data set.
const std::vector<CurveOf> sample_curves = {
    {"abdomen", "1", "liver", 1, {0.82, 0.91, 0.96}},   // 80: 1, 85: 2, 90: 2, 95: 3, at the cap
    {"abdomen", "1", "spleen", 1, {0.10, 0.20, 0.30}},  // never
    {"abdomen", "2", "liver", 1, {0.95, 0.90, 0.85}},   // 1 everywhere
    {"head", "1", "tumour", 1, {0.50, 0.80, 0.90}},     // 80: 2, 85: 3, 90: 3, both at the cap; 95 never
};

}  // namespace

TEST_CASE("curve figures are means over images of means over targets") {
    const CurveSummary summary = summary_of(sample_curves, 3);
    REQUIRE(summary.metric != nullptr);
    CHECK(summary.metric->name == "iou");
    const CurveGroup& all = group_called(summary, "overall", "all");
    CHECK(all.images == 3);
    CHECK(all.targets == 4);
    CHECK(all.curves == 4);
    REQUIRE(all.thresholds.size() == 4);
    CHECK(all.thresholds[0].threshold == 0.80);
    CHECK(all.thresholds[0].rounds_needed == Approx(((1 + 3) / 2.0 + 1 + 2) / 3));
    CHECK(all.thresholds[1].rounds_needed == Approx(((2 + 3) / 2.0 + 1 + 3) / 3));
    CHECK(all.thresholds[2].rounds_needed == Approx(((2 + 3) / 2.0 + 1 + 3) / 3));
    CHECK(all.thresholds[3].rounds_needed == Approx(((3 + 3) / 2.0 + 1 + 3) / 3));
    CHECK(all.final_score == Approx(((0.96 + 0.30) / 2 + 0.85 + 0.90) / 3));
    CHECK(all.best_score == Approx(((0.96 + 0.30) / 2 + 0.95 + 0.90) / 3));
    // Areas: (0.865 + 0.935) / 2, (0.15 + 0.25) / 2, (0.925 + 0.875) / 2, (0.65 + 0.85) / 2
    CHECK(all.area == Approx(((0.9 + 0.2) / 2 + 0.9 + 0.75) / 3));
}

TEST_CASE("success in the last round and failure are counted by curve") {
    const CurveGroup all = group_called(summary_of(sample_curves, 3), "overall", "all");
    const auto counts = [&](std::size_t i) {
        return std::pair(all.thresholds[i].reached_at_cap, all.thresholds[i].not_reached);
    };
    CHECK(counts(0) == std::pair<std::int64_t, std::int64_t>{0, 1});
    CHECK(counts(1) == std::pair<std::int64_t, std::int64_t>{1, 1});
    CHECK(counts(2) == std::pair<std::int64_t, std::int64_t>{1, 1});
    CHECK(counts(3) == std::pair<std::int64_t, std::int64_t>{1, 2});
}

TEST_CASE("curves are grouped by modality and by data set") {
    const CurveSummary summary = summary_of(sample_curves, 3);
    const CurveGroup& head = group_called(summary, "modality", "MR");
    CHECK(head.images == 1);
    CHECK(head.thresholds[0].rounds_needed == 2);
    CHECK(head.area == Approx(0.75));
    CHECK(group_called(summary, "dataset", "abdomen").images == 2);
    CHECK(group_called(summary, "dataset", "abdomen").final_score == Approx(((0.96 + 0.30) / 2 + 0.85) / 2));
    CHECK(group_called(summary, "target", "liver").curves == 2);
    CHECK(summary.groups.front().grouping == "overall");
}

TEST_CASE("repeats are further curves of a target") {
    const CurveGroup all = group_called(
        summary_of({{"a", "1", "liver", 1, {0.9, 0.9}}, {"a", "1", "liver", 2, {0.5, 0.7}}}, 2), "overall", "all");
    CHECK(all.images == 1);
    CHECK(all.targets == 1);
    CHECK(all.curves == 2);
    CHECK(all.thresholds[0].rounds_needed == 1.5);
    CHECK(all.final_score == Approx(0.8));
}

TEST_CASE("the order of the scores makes no difference, to the bit") {
    std::vector<Score> scores = scores_of(sample_curves);
    const CurveGroup before = summarise_curves(scores, standard_metrics(), {.rounds = 3}).groups.front();
    std::ranges::reverse(scores);
    std::swap(scores[1], scores[7]);
    const CurveGroup after = summarise_curves(scores, standard_metrics(), {.rounds = 3}).groups.front();
    CHECK(before.area == after.area);
    CHECK(before.thresholds[2].rounds_needed == after.thresholds[2].rounds_needed);
}

TEST_CASE("a target with fewer prompts than the run has rounds goes on with its last mask") {
    const std::vector<Score> scores =
        scores_of({{"a", "1", "liver", 1, {0.6, 0.9}}, {"a", "1", "spleen", 1, {0.1, 0.2, 0.3, 0.4}}});
    const auto curves = round_curves(scores, 1, 4);
    REQUIRE(curves.size() == 2);
    CHECK(curves[0].scores == std::vector<double>{0.6, 0.9, 0.9, 0.9});
    CHECK(curves[0].first->target == "liver");
    CHECK(curves[1].scores == std::vector<double>{0.1, 0.2, 0.3, 0.4});
}

TEST_CASE("a round that is missing in between, or beyond the run's, is an error that names the target") {
    std::vector<Score> scores = scores_of({{"a", "1", "liver", 1, {0.6, 0.7, 0.8}}});
    CHECK_THROWS_WITH(round_curves(scores, 1, 2), contains("'liver'") && contains("round 3"));
    scores.erase(scores.begin() + 1);
    CHECK_THROWS_WITH(round_curves(scores, 1, 3), contains("round 3 where round 2 of 3 should be"));
}

TEST_CASE("curves are of IoU, of Dice where that is not measured, and of nothing else") {
    CHECK(curve_metric(standard_metrics()) == 1);
    CHECK(curve_metric(standard_metrics().first(1)) == 0);
    CHECK_FALSE(curve_metric(choose_metrics("hd95,nsd")).has_value());
    const std::vector<Score> scores = scores_of(sample_curves);
    CHECK(summarise_curves(scores, choose_metrics("hd95,nsd"), {.rounds = 3}).groups.empty());
    CHECK(summarise_curves({}, standard_metrics(), {.rounds = 3}).groups.empty());
}

TEST_CASE("a single round, and NaN in one curve") {
    const CurveGroup single =
        group_called(summary_of({{"a", "1", "liver", 1, {0.9}}, {"a", "2", "liver", 1, {0.5}}}, 1), "overall", "all");
    CHECK(single.thresholds[0].rounds_needed == 1);
    CHECK(single.thresholds[0].reached_at_cap == 1);
    CHECK(single.thresholds[0].not_reached == 1);
    CHECK(single.area == Approx(0.7));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const CurveGroup undefined = group_called(summary_of({{"a", "1", "liver", 1, {nan, 0.9}}}, 2), "overall", "all");
    CHECK(undefined.thresholds[2].rounds_needed == 2);
    CHECK(undefined.thresholds[2].reached_at_cap == 1);
    CHECK(undefined.best_score == 0.9);
    CHECK(std::isnan(undefined.area));
}
