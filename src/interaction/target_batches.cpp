#include "target_batches.hpp"

#include <algorithm>
#include <map>

namespace imis {
namespace {

// Equal for targets whose prompts can be stacked; empty where the prompts are drawn, which makes them alike.
std::string shape_of_prompts(const InteractionTarget& target, const InteractionOptions& options) {
    if (target.recorded.empty()) return "";
    const Prompt& first = target.recorded.front();
    std::string shape =
        std::to_string(first.points.size()) + (first.box ? " box" : "") + (first.text.empty() ? "" : " text");
    if (options.own_clicks) return shape;
    for (std::size_t round = 1; round < rounds_of(target, options); ++round) {
        shape += target.recorded[round].points.empty() ? " -" : " click";
    }
    return shape;
}

}  // namespace

std::size_t rounds_of(const InteractionTarget& target, const InteractionOptions& options) {
    const auto asked = static_cast<std::size_t>(options.rounds);
    return target.recorded.empty() || options.own_clicks ? asked : std::min(asked, target.recorded.size());
}

std::vector<std::vector<std::size_t>> target_batches(std::span<const InteractionTarget> targets,
                                                     const InteractionOptions& options, std::size_t most) {
    std::map<std::string, std::vector<std::size_t>> alike;
    for (std::size_t i = 0; i < targets.size(); ++i) alike[shape_of_prompts(targets[i], options)].push_back(i);
    std::vector<std::vector<std::size_t>> batches;
    for (const auto& [shape, indices] : alike) {
        for (std::size_t first = 0; first < indices.size(); first += most) {
            const auto begin = indices.begin() + static_cast<std::ptrdiff_t>(first);
            batches.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(std::min(most, indices.size() - first)));
        }
    }
    return batches;
}

}  // namespace imis
