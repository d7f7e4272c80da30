#include "imis/interaction/rounds.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <c10/core/InferenceMode.h>
#include <c10/util/Exception.h>

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

// Runs the targets in parts of the engine's batch size, which is halved whenever memory does not suffice: the part is
// run again from its first round. Throws where a single target does not fit.
void run_as_fits(const Engine& engine, std::span<const std::size_t> indices,
                 const std::function<void(std::span<const std::size_t>)>& run) {
    auto most = static_cast<std::size_t>(engine.batch_size());
    for (std::size_t first = 0; first < indices.size();) {
        const auto part = indices.subspan(first, std::min(most, indices.size() - first));
        bool fits = true;
        try {
            run(part);
        } catch (const OutOfMemory&) {
            if (part.size() == 1) throw;
            fits = false;
        } catch (const c10::OutOfMemoryError& problem) {
            if (part.size() == 1) throw OutOfMemory(reason(problem));
            fits = false;
        }
        // Outside of the handlers: while an exception is alive, so may be memory that its message or its stack holds.
        if (fits) {
            first += part.size();
        } else {
            most = static_cast<std::size_t>(engine.halve_batch(static_cast<std::int64_t>(part.size())));
        }
    }
}

}  // namespace

std::vector<TargetOutcome> run_rounds(const Engine& engine, const Embedding& embedding,
                                      std::span<const InteractionTarget> targets, const InteractionOptions& options,
                                      const RoundObserver& observer) {
    check_taken(engine.manifest(), options.first, options.rounds);
    const c10::InferenceMode inference;
    std::vector<TargetOutcome> all(targets.size());
    for (const auto& indices : batches_of(targets, options, static_cast<std::size_t>(engine.batch_size()))) {
        run_as_fits(engine, indices, [&](std::span<const std::size_t> part) {
            Targets batch;
            for (const std::size_t index : part) batch.push_back(&targets[index]);
            RoundBatch rounds(engine, embedding, std::move(batch), options);
            rounds.run(observer, part);
            auto outcomes = rounds.outcomes();
            for (std::size_t i = 0; i < part.size(); ++i) all[part[i]] = std::move(outcomes[i]);
        });
    }
    return all;
}

}  // namespace imis
