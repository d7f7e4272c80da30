#include "imis/metrics/curve_summary.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "imis/base/error.hpp"

namespace imis {
namespace {

auto curve_key(const Score& score) {
    return std::tie(score.dataset, score.image, score.target, score.repeat);
}

std::vector<const Score*> by_curve(std::span<const Score> scores) {
    std::vector<const Score*> order;
    order.reserve(scores.size());
    for (const Score& score : scores) order.push_back(&score);
    std::sort(order.begin(), order.end(), [](const Score* a, const Score* b) {
        return std::tuple_cat(curve_key(*a), std::tie(a->round)) < std::tuple_cat(curve_key(*b), std::tie(b->round));
    });
    return order;
}

void check_round(const Score& score, std::size_t expected, int rounds) {
    if (score.round == static_cast<int>(expected) && score.round <= rounds) return;
    throw Error("scores of " + score.dataset + ": " + score.image + ": target '" + score.target + "': round " +
                std::to_string(score.round) + " where round " + std::to_string(expected) + " of " +
                std::to_string(rounds) + " should be");
}

// What is read off one curve, in the order of CurveGroup: rounds needed by threshold, area, final and best score.
std::vector<double> figures_of(const RoundCurve& curve, const CurveOptions& options) {
    std::vector<double> figures;
    for (const double threshold : options.thresholds) {
        figures.push_back(rounds_needed(curve.scores, threshold).rounds);
    }
    figures.push_back(area_over_rounds(curve.scores, options.area));
    figures.push_back(final_score(curve.scores));
    figures.push_back(best_score(curve.scores));
    return figures;
}

// The curves of one group, added in sorted order.
class CurveSums {
public:
    void add(const RoundCurve& curve, const CurveOptions& options) {
        const Score& score = *curve.first;
        const bool same_image = last_ != nullptr && last_->dataset == score.dataset && last_->image == score.image;
        const bool same_target = same_image && last_->target == score.target;
        if (!same_image) end_image();
        if (!same_target) ++group_.targets;
        last_ = &score;
        ++group_.curves;
        add_figures(figures_of(curve, options));
        count_caps(curve, options);
    }

    [[nodiscard]] CurveGroup summary(const std::string& grouping, const std::string& name,
                                     const CurveOptions& options) {
        end_image();
        group_.grouping = grouping;
        group_.name = name;
        for (double& sum : sums_) sum /= static_cast<double>(group_.images);
        for (std::size_t i = 0; i < options.thresholds.size(); ++i) {
            group_.thresholds[i].threshold = options.thresholds[i];
            group_.thresholds[i].rounds_needed = sums_[i];
        }
        const double* rest = &sums_[options.thresholds.size()];
        group_.area = rest[0];
        group_.final_score = rest[1];
        group_.best_score = rest[2];
        return group_;
    }

private:
    void add_figures(const std::vector<double>& figures) {
        image_sums_.resize(figures.size());
        for (std::size_t i = 0; i < figures.size(); ++i) image_sums_[i] += figures[i];
        ++image_curves_;
    }

    void count_caps(const RoundCurve& curve, const CurveOptions& options) {
        group_.thresholds.resize(options.thresholds.size());
        for (std::size_t i = 0; i < options.thresholds.size(); ++i) {
            const RoundsNeeded needed = rounds_needed(curve.scores, options.thresholds[i]);
            group_.thresholds[i].not_reached += needed.reached ? 0 : 1;
            group_.thresholds[i].reached_at_cap += needed.reached && needed.rounds == options.rounds ? 1 : 0;
        }
    }

    // Adds the means of the image that has come to its end.
    void end_image() {
        if (image_curves_ == 0) return;
        sums_.resize(image_sums_.size());
        for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] += image_sums_[i] / image_curves_;
        ++group_.images;
        image_sums_.clear();
        image_curves_ = 0;
    }

    CurveGroup group_;
    const Score* last_ = nullptr;
    std::vector<double> image_sums_;
    double image_curves_ = 0;
    std::vector<double> sums_;
};

using CurveSumsByName = std::map<std::string, CurveSums>;

}  // namespace

std::optional<std::size_t> curve_metric(MetricTable metrics) {
    for (const std::string_view name : {"iou", "dice"}) {
        const auto found = std::ranges::find(metrics, name, &Metric::name);
        if (found != metrics.end()) return static_cast<std::size_t>(found - metrics.begin());
    }
    return std::nullopt;
}

std::vector<RoundCurve> round_curves(std::span<const Score> scores, std::size_t metric, int rounds) {
    std::vector<RoundCurve> curves;
    for (const Score* score : by_curve(scores)) {
        if (curves.empty() || curve_key(*curves.back().first) != curve_key(*score)) curves.push_back({score, {}});
        check_round(*score, curves.back().scores.size() + 1, rounds);
        curves.back().scores.push_back(score->values.at(metric));
    }
    for (RoundCurve& curve : curves) curve.scores.resize(static_cast<std::size_t>(rounds), curve.scores.back());
    return curves;
}

CurveSummary summarise_curves(std::span<const Score> scores, MetricTable metrics, const CurveOptions& options) {
    const auto metric = curve_metric(metrics);
    CurveSummary summary{metric ? &metrics[*metric] : nullptr, options, {}};
    if (!metric || scores.empty()) return summary;

    CurveSums overall;
    std::vector<CurveSumsByName> groups(options.groupings.size());
    for (const RoundCurve& curve : round_curves(scores, *metric, options.rounds)) {
        overall.add(curve, options);
        for (std::size_t i = 0; i < groups.size(); ++i) {
            groups[i][options.groupings[i].key(*curve.first)].add(curve, options);
        }
    }
    summary.groups.push_back(overall.summary("overall", "all", options));
    for (std::size_t i = 0; i < groups.size(); ++i) {
        for (auto& [name, sums] : groups[i]) {
            summary.groups.push_back(sums.summary(std::string(options.groupings[i].name), name, options));
        }
    }
    return summary;
}

}  // namespace imis
