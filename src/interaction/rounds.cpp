#include "imis/interaction/rounds.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <c10/core/InferenceMode.h>

#include "imis/base/error.hpp"
#include "round_batch.hpp"

namespace imis {
namespace {

// Equal for targets whose prompts can be stacked; empty where the prompts are drawn, which makes them alike.
std::string shape_of_prompts(const InteractionTarget& target, const InteractionOptions& options) {
    if (target.recorded.empty()) return "";
    const Prompt& first = target.recorded.front();
    std::string shape = to_string(kinds_of(first)) + " " + std::to_string(first.points.size());
    if (options.own_clicks) return shape;
    for (std::size_t round = 1; round < rounds_of(target, options); ++round) {
        shape += target.recorded[round].points.empty() ? " -" : " click";
    }
    return shape;
}

// The indices of the targets in batches of at most `most`, whose prompts have the same kinds and numbers of points in
// every round: a tensor holds them all. The order is that of the targets as far as that goes.
std::vector<std::vector<std::size_t>> batches_of(std::span<const InteractionTarget> targets,
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

}  // namespace

std::vector<TargetOutcome> run_rounds(const Engine& engine, const Embedding& embedding,
                                      std::span<const InteractionTarget> targets, const InteractionOptions& options,
                                      const RoundObserver& observer) {
    check_taken(engine.manifest(), options.first, options.rounds);
    const c10::InferenceMode inference;
    std::vector<TargetOutcome> all(targets.size());
    for (const auto& indices : batches_of(targets, options, static_cast<std::size_t>(engine.batch_size()))) {
        Targets batch;
        for (const std::size_t index : indices) batch.push_back(&targets[index]);
        RoundBatch rounds(engine, embedding, std::move(batch), options);
        rounds.run(observer, indices);
        auto outcomes = rounds.outcomes();
        for (std::size_t i = 0; i < indices.size(); ++i) all[indices[i]] = std::move(outcomes[i]);
    }
    return all;
}

}  // namespace imis
