#include "imis/metrics/challenge_scores.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "imis/base/error.hpp"
#include "imis/metrics/curve_summary.hpp"
#include "imis/metrics/round_curve.hpp"

namespace imis {
namespace {

constexpr AreaOptions clicks_alone = {.normalised = false, .left_out = 1};

// Adds `weight` times one figure after the other.
void add(ChallengeFigures& sum, const ChallengeFigures& figures, double weight) {
    sum.dsc_auc += weight * figures.dsc_auc;
    sum.dsc_final += weight * figures.dsc_final;
    sum.nsd_auc += weight * figures.nsd_auc;
    sum.nsd_final += weight * figures.nsd_final;
}

std::optional<std::size_t> metric_index(MetricTable metrics, std::string_view name) {
    const auto found = std::ranges::find(metrics, name, &Metric::name);
    if (found == metrics.end()) return std::nullopt;
    return static_cast<std::size_t>(found - metrics.begin());
}

// The curves of the targets of one case, summed by round.
struct OpenCase {
    ChallengeCaseFigures head;
    std::vector<double> dice;
    std::vector<double> nsd;

    void add(const RoundCurve& dice_curve, const RoundCurve& nsd_curve) {
        dice.resize(dice_curve.scores.size());
        nsd.resize(nsd_curve.scores.size());
        for (std::size_t i = 0; i < dice.size(); ++i) dice[i] += dice_curve.scores[i];
        for (std::size_t i = 0; i < nsd.size(); ++i) nsd[i] += nsd_curve.scores[i];
        ++head.targets;
    }

    [[nodiscard]] ChallengeCaseFigures closed() const {
        const auto mean = [&](std::vector<double> sums) {
            for (double& sum : sums) sum /= static_cast<double>(head.targets);
            return sums;
        };
        ChallengeCaseFigures figures = head;
        figures.figures = challenge_figures(mean(dice), mean(nsd));
        return figures;
    }
};

auto case_key(const Score& score) {
    return std::tuple(score.dataset, score.image, score.repeat);
}

ChallengeFigures mean_of_cases(const std::vector<ChallengeCaseFigures>& cases) {
    ChallengeFigures mean;
    for (const ChallengeCaseFigures& entry : cases) add(mean, entry.figures, 1 / static_cast<double>(cases.size()));
    return mean;
}

}  // namespace

ChallengeFigures challenge_figures(std::span<const double> dice, std::span<const double> nsd) {
    if (dice.size() != nsd.size() || dice.size() < 2) {
        throw Error("challenge figures need Dice and NSD of the same rounds, two at least: there are " +
                    std::to_string(dice.size()) + " and " + std::to_string(nsd.size()));
    }
    std::vector<double> counted(nsd.begin(), nsd.end());
    for (std::size_t i = 0; i < counted.size(); ++i) {
        if (!(dice[i] > challenge_least_dice)) counted[i] = 0;
    }
    return {area_over_rounds(dice, clicks_alone), final_score(dice), area_over_rounds(counted, clicks_alone),
            final_score(counted)};
}

ChallengeSummary summarise_challenge(std::span<const Score> scores, MetricTable metrics, int rounds) {
    const auto dice = metric_index(metrics, "dice");
    const auto nsd = metric_index(metrics, "nsd");
    if (!dice || !nsd || scores.empty() || rounds < 2) return {};
    const std::vector<RoundCurve> dice_curves = round_curves(scores, *dice, rounds);
    const std::vector<RoundCurve> nsd_curves = round_curves(scores, *nsd, rounds);
    std::map<std::tuple<std::string, std::string, int>, OpenCase> cases;
    ChallengeSummary summary;
    summary.clicks = rounds - 1;
    summary.targets = static_cast<std::int64_t>(dice_curves.size());
    for (std::size_t i = 0; i < dice_curves.size(); ++i) {
        const Score& score = *dice_curves[i].first;
        OpenCase& open = cases[case_key(score)];
        open.head = {score.dataset, score.image, score.repeat, open.head.targets, {}};
        open.add(dice_curves[i], nsd_curves[i]);
        add(summary.by_target, challenge_figures(dice_curves[i].scores, nsd_curves[i].scores),
            1 / static_cast<double>(dice_curves.size()));
    }
    for (const auto& [key, open] : cases) summary.cases.push_back(open.closed());
    summary.by_case = mean_of_cases(summary.cases);
    return summary;
}

}  // namespace imis
