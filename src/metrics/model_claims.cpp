#include "imis/metrics/model_claims.hpp"

#include <algorithm>
#include <limits>

namespace imis {

void CategoryAccuracy::add(const NamedCategories& named) {
    if (named.ranked.empty()) return;
    if (named.truth.empty()) {
        ++left_out_;
        return;
    }
    const auto rank = std::ranges::find(named.ranked, named.truth) - named.ranked.begin();
    first_ += rank < 1 ? 1 : 0;
    third_ += rank < std::min<std::ptrdiff_t>(3, std::ssize(named.ranked)) ? 1 : 0;
    ++count_;
}

double CategoryAccuracy::share(std::int64_t right) const {
    if (count_ == 0) return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(right) / static_cast<double>(count_);
}

void ModelClaims::add(const Score& score, double predicted_iou, const NamedCategories& named) {
    for (Rounds* rounds : {&overall_, &modalities_[score.modality]}) {
        ClaimRound& round = (*rounds)[score.round];
        round.iou.add(predicted_iou, iou(score.overlap));
        round.category.add(named);
    }
}

std::vector<ClaimGroup> ModelClaims::groups() const {
    if (empty()) return {};
    std::vector<ClaimGroup> groups = {{"overall", "all", overall_}};
    for (const auto& [name, rounds] : modalities_) groups.push_back({"modality", name, rounds});
    return groups;
}

}  // namespace imis
