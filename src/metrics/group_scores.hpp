// The scores of one group (a modality, a data set, ...), collected in sorted order.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "imis/metrics/aggregate.hpp"

namespace imis {

// Running numbers of the image and of the (image, target) in the sorted scores.
struct ScorePosition {
    std::int64_t image = -1;
    std::int64_t target = -1;

    // Goes on from the previous score (null before the first) to the next.
    void move(const Score* previous, const Score& next);
};

class GroupScores {
public:
    // Scores must come in the sorted order of (data set, image, target, repeat, round).
    void add(const Score& score, ScorePosition position);

    [[nodiscard]] GroupSummary summary(const std::string& name, const BootstrapOptions& options,
                                       const RandomKey& key) const;

private:
    struct Sums {
        double dice = 0;
        double iou = 0;
        std::int64_t count = 0;
        void add(double dice_score, double iou_score);
    };
    struct Round {
        std::vector<Sums> images;  // one an image that has a score in this round
        std::int64_t last_image = -1;
        Sums all;
        Overlap pooled;
    };

    [[nodiscard]] static RoundSummary summary(int number, const Round& round, const BootstrapOptions& options,
                                              const RandomKey& key);

    std::map<int, Round> rounds_;
    std::string modality_;
    bool several_modalities_ = false;
    std::int64_t images_ = 0;
    std::int64_t targets_ = 0;
    ScorePosition last_;
};

}  // namespace imis
