// What a model says of its own masks, held against the truth: the predicted IoU and the category, by group and round.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "imis/metrics/calibration.hpp"
#include "imis/metrics/score.hpp"

namespace imis {

// The categories that a model named for one mask.
struct NamedCategories {
    std::vector<std::string> ranked;  // the most likely first; empty where the model names none
    std::string truth;                // that of the target; empty where the model has no category for its label
};

// Share of masks whose category is right: top 1, the most likely one is the target's; top 3, one of the three most
// likely is. Every (image, target, repeat) counts once. A target whose label has no category in the model's table can
// be neither right nor wrong: it is left out and counted.
class CategoryAccuracy {
public:
    // Masks of models that name no categories are not counted at all.
    void add(const NamedCategories& named);

    [[nodiscard]] std::int64_t count() const { return count_; }
    [[nodiscard]] std::int64_t left_out() const { return left_out_; }

    // NaN where nothing was counted.
    [[nodiscard]] double top_1() const { return share(first_); }
    [[nodiscard]] double top_3() const { return share(third_); }

private:
    [[nodiscard]] double share(std::int64_t right) const;

    std::int64_t first_ = 0;
    std::int64_t third_ = 0;
    std::int64_t count_ = 0;
    std::int64_t left_out_ = 0;
};

struct ClaimRound {
    Calibration iou;
    CategoryAccuracy category;
};

struct ClaimGroup {
    std::string grouping;              // "overall" or "modality"
    std::string name;                  // "all" for the overall group
    std::map<int, ClaimRound> rounds;  // by round, from 1
};

// Collects the claims of one model, mask by mask, whatever their order but for the last bits of sums.
class ModelClaims {
public:
    // score: of the mask; its true IoU follows from the pixel counts, whichever metrics were measured.
    void add(const Score& score, double predicted_iou, const NamedCategories& named);

    // "all", then the modalities by name; empty where nothing was added.
    [[nodiscard]] std::vector<ClaimGroup> groups() const;

    [[nodiscard]] bool empty() const { return overall_.empty(); }

private:
    using Rounds = std::map<int, ClaimRound>;
    Rounds overall_;
    std::map<std::string, Rounds> modalities_;
};

}  // namespace imis
