#include "imis/metrics/challenge_scores.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "recorded_challenge.hpp"

using namespace imis;

namespace {

using Values = std::vector<double>;

MetricTable challenge_metrics() {
    return choose_metrics("nsd,dice", LengthUnit::millimetre);
}

// The scores of one target over rounds.
void add_scores(std::vector<Score>& scores, const std::string& image, const std::string& target, const Values& dice,
                const Values& nsd) {
    for (std::size_t i = 0; i < dice.size(); ++i) {
        Score score;
        score.dataset = "set";
        score.image = image;
        score.target = target;
        score.round = static_cast<int>(i) + 1;
        score.values = {nsd[i], dice[i]};
        scores.push_back(score);
    }
}

Approx near(double expected) {
    return Approx(expected).epsilon(1e-6).margin(1e-7);
}

// A recorded case measured by this program: its targets are scored one by one.
std::vector<Score> measured(const ChallengeCase& sample) {
    std::vector<Score> scores;
    for (std::size_t target = 0; target < sample.truth.size(); ++target) {
        Values dice;
        Values nsd;
        for (const auto& predicted : sample.predicted) {
            const ComparisonOptions tolerance = {.nsd_tolerance = Length{2, LengthUnit::millimetre}};
            const auto values =
                measure(challenge_metrics(), MaskComparison(predicted[target], sample.truth[target], tolerance));
            nsd.push_back(values[0]);
            dice.push_back(values[1]);
        }
        add_scores(scores, "case", std::to_string(target), dice, nsd);
    }
    return scores;
}

}  // namespace

TEST_CASE("the challenge's area is that of the clicks alone, and its final score the last") {
    const ChallengeFigures figures =
        challenge_figures(Values{0.1, 0.4, 0.5, 0.6, 0.7, 0.8}, Values{1, 0.5, 0.5, 0.5, 0.5, 0.5});
    CHECK(figures.dsc_auc == Approx(2.4));
    CHECK(figures.dsc_final == 0.8);
    CHECK(figures.nsd_auc == Approx(2.0));
    CHECK(figures.nsd_final == 0.5);
    const Values perfect(6, 1.0);
    CHECK(challenge_figures(perfect, perfect).nsd_auc == 4);
}

TEST_CASE("NSD counts 0 where Dice is at most 0.2") {
    const ChallengeFigures figures = challenge_figures(Values{0, 0.2, 0.21, 0.2}, Values{1, 1, 1, 1});
    CHECK(figures.nsd_auc == Approx(1.0));  // of 0, 1, 0
    CHECK(figures.nsd_final == 0);
}

TEST_CASE("a case is the mean over its targets, which also decides whether NSD counts") {
    std::vector<Score> scores;
    add_scores(scores, "a", "liver", {0.5, 0.1, 0.1}, {0.9, 0.8, 0.8});
    add_scores(scores, "a", "spleen", {0.5, 0.5, 0.5}, {0.9, 0.6, 0.6});
    add_scores(scores, "b", "liver", {0.5, 0.9, 1.0}, {0.9, 0.9, 1.0});
    const ChallengeSummary summary = summarise_challenge(scores, challenge_metrics(), 3);
    CHECK(summary.clicks == 2);
    CHECK(summary.targets == 3);
    REQUIRE(summary.cases.size() == 2);
    CHECK(summary.cases[0].targets == 2);
    CHECK(summary.cases[0].figures.dsc_final == Approx(0.3));
    CHECK(summary.cases[0].figures.nsd_final == Approx(0.7));  // 0.3 is above 0.2, so the liver's 0.8 counts
    CHECK(summary.by_case.dsc_final == Approx((0.3 + 1.0) / 2));
    CHECK(summary.by_case.dsc_auc == Approx((0.3 + 0.95) / 2));
    CHECK(summary.by_target.nsd_final == Approx((0 + 0.6 + 1.0) / 3));
}

TEST_CASE("the challenge's figures of random volumes are those of its own code") {
    int low = 0;
    for (const ChallengeCase& sample : challenge_cases()) {
        const ChallengeSummary summary = summarise_challenge(measured(sample), challenge_metrics(), 6);
        REQUIRE(summary.cases.size() == 1);
        const ChallengeFigures& figures = summary.cases.front().figures;
        CHECK(figures.dsc_auc == near(sample.dsc_auc));
        CHECK(figures.nsd_auc == near(sample.nsd_auc));
        CHECK(figures.dsc_final == near(sample.dsc.back()));
        CHECK(figures.nsd_final == near(sample.nsd.back()));
        for (std::size_t round = 1; round < sample.dsc.size(); ++round) low += sample.dsc[round] <= 0.2 ? 1 : 0;
    }
    CHECK(low > 5);
}

TEST_CASE("without clicks, Dice or NSD there are no challenge figures") {
    std::vector<Score> scores;
    add_scores(scores, "a", "liver", {0.5}, {0.9});
    CHECK(summarise_challenge(scores, challenge_metrics(), 1).clicks == 0);
    CHECK(summarise_challenge({}, challenge_metrics(), 6).clicks == 0);
    CHECK(summarise_challenge(scores, choose_metrics("dice,iou"), 6).clicks == 0);
    CHECK_THROWS_WITH(challenge_figures(Values{1}, Values{1}), contains("two at least"));
}
