#include "imis/metrics/grouping.hpp"

#include <array>

namespace imis {
namespace {

constexpr std::array all_groupings = {
    Grouping{.name = "modality",
             .plural = "modalities",
             .heading = "Modality",
             .title = "modality",
             .with_overall = true,
             .key = [](const Score& score) { return score.modality; }},
    Grouping{.name = "dataset",
             .plural = "datasets",
             .heading = "Data set",
             .title = "data set",
             .with_overall = true,
             .key = [](const Score& score) { return score.dataset; }},
    Grouping{.name = "target",
             .plural = "targets",
             .heading = "Target",
             .title = "target",
             .with_overall = false,
             .key = [](const Score& score) { return score.target; }},
};

constexpr Grouping everything{
    .name = "overall", .plural = "", .heading = "", .title = "", .with_overall = false, .key = [](const Score&) {
        return std::string("all");
    }};

}  // namespace

const Grouping& overall_grouping() {
    return everything;
}

std::span<const Grouping> standard_groupings() {
    return all_groupings;
}

}  // namespace imis
