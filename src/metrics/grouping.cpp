#include "imis/metrics/grouping.hpp"

#include <algorithm>
#include <array>

#include "imis/base/error.hpp"

namespace imis {
namespace {

constexpr const char* not_known = "not known";

std::string or_else(const std::string& group, const char* otherwise) {
    return group.empty() ? otherwise : group;
}

std::string size_group(const Score& score) {
    if (score.image_pixels <= 0) return not_known;
    const double share = static_cast<double>(score.overlap.target) / static_cast<double>(score.image_pixels);
    if (share < 0.001) return "0% to 0.1%";
    if (share < 0.01) return "0.1% to 1%";
    return share < 0.1 ? "1% to 10%" : "10% to 100%";
}

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
    Grouping{.name = "anatomical_group",
             .plural = "anatomical_groups",
             .heading = "Anatomical group",
             .title = "anatomical group",
             .with_overall = true,
             .key = [](const Score& score) { return or_else(score.anatomical_group, not_mapped_group); },
             .others = not_mapped_group},
    Grouping{.name = "target_kind",
             .plural = "target_kinds",
             .heading = "Kind",
             .title = "lesion or organ",
             .with_overall = true,
             .key = [](const Score& score) { return or_else(score.target_kind, not_mapped_group); },
             .others = not_mapped_group},
    Grouping{.name = "target_size",
             .plural = "target_sizes",
             .heading = "Share of the image",
             .title = "target size",
             .with_overall = true,
             .key = size_group,
             .others = not_known},
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

const Grouping& standard_grouping(std::string_view name) {
    const auto found = std::ranges::find(all_groupings, name, &Grouping::name);
    if (found == all_groupings.end()) throw Error("scores are not grouped by '" + std::string(name) + "'");
    return *found;
}

std::span<const Grouping> complete_groupings() {
    const auto partial = std::ranges::find_if(all_groupings, &Grouping::is_partial);  // these come last
    return {all_groupings.begin(), partial};
}

}  // namespace imis
