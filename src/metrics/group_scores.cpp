#include "group_scores.hpp"

#include <array>

namespace imis {
namespace {

double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

}  // namespace

void ScorePosition::move(const Score* previous, const Score& next) {
    const bool same_image = previous != nullptr && previous->dataset == next.dataset && previous->image == next.image;
    if (!same_image) ++image;
    if (!same_image || previous->target != next.target) ++target;
}

void GroupScores::Sums::add(double dice_score, double iou_score) {
    dice += dice_score;
    iou += iou_score;
    ++count;
}

void GroupScores::add(const Score& score, ScorePosition position) {
    if (images_ == 0) modality_ = score.modality;
    several_modalities_ = several_modalities_ || score.modality != modality_;
    images_ += position.image != last_.image ? 1 : 0;
    targets_ += position.target != last_.target ? 1 : 0;
    last_ = position;

    Round& round = rounds_[score.round];
    if (round.last_image != position.image) round.images.emplace_back();
    round.last_image = position.image;
    const double score_dice = dice(score.overlap);
    const double score_iou = iou(score.overlap);
    round.images.back().add(score_dice, score_iou);
    round.all.add(score_dice, score_iou);
    round.pooled += score.overlap;
}

GroupSummary GroupScores::summary(const std::string& name, const BootstrapOptions& options,
                                  const RandomKey& key) const {
    GroupSummary result{name, several_modalities_ ? "" : modality_, images_, targets_, {}};
    for (const auto& [number, round] : rounds_) {
        result.rounds.push_back(summary(number, round, options, key.with(std::int64_t{number})));
    }
    return result;
}

RoundSummary GroupScores::summary(int number, const Round& round, const BootstrapOptions& options,
                                  const RandomKey& key) {
    std::array<std::vector<double>, 2> scores;  // of the images: Dice, IoU
    for (const Sums& image : round.images) {
        scores[0].push_back(image.dice / static_cast<double>(image.count));
        scores[1].push_back(image.iou / static_cast<double>(image.count));
    }
    const std::vector<Interval> intervals = bootstrap_intervals(scores, options, key);
    const auto count = static_cast<double>(round.all.count);
    return {number,
            {mean(scores[0]), intervals[0], round.all.dice / count, dice(round.pooled)},
            {mean(scores[1]), intervals[1], round.all.iou / count, iou(round.pooled)}};
}

}  // namespace imis
