#include "volume_evaluation.hpp"

#include <cmath>
#include <limits>

#include "imis/base/interrupt.hpp"
#include "imis/base/random.hpp"
#include "imis/base/stage.hpp"
#include "imis/base/stopwatch.hpp"
#include "imis/interaction/simulated_prompts.hpp"
#include "imis/interaction/volume_click.hpp"
#include "imis/interaction/volume_prompt.hpp"
#include "slice_answers.hpp"

namespace imis {
namespace {

// One target in one repeat: what its slices were given, and what the model answered.
struct TargetRounds {
    const VolumeTarget* target = nullptr;
    int repeat = 1;
    RandomKey key{0};
    VolumePrompt first;  // slices counted from 0
    std::map<std::size_t, std::vector<Prompt>> given;
    std::map<std::size_t, Mask> masks;  // after the first round
    bool finite = true;
};

class VolumeEvaluation {
public:
    VolumeEvaluation(const Engine& engine, const System& system, const Plan& plan, const PlannedVolume& planned,
                     const LoadedVolume& volume, const EvaluationOptions& options, ImageResult& result)
        : system_(system),
          metrics_(plan.measured),
          first_number_(planned.first_slice),
          volume_(volume),
          options_(options),
          answers_(engine, system.protocol, volume.slices),
          result_(result) {}

    void run() {
        const Stopwatch watch;
        std::vector<TargetRounds> all = prepared();
        for (std::size_t slice = 0; slice < volume_.slices.size(); ++slice) give_first(all, slice);
        for (TargetRounds& rounds : all) run_rounds(rounds);
        result_.rounds_seconds = watch.seconds();
    }

private:
    // All repeats of all targets, repeat after repeat, with their first prompts.
    [[nodiscard]] std::vector<TargetRounds> prepared() const {
        const StageScope stage(Stage::click);
        const RandomKey volume_key = RandomKey(options_.seed).with(result_.dataset).with(result_.image);
        std::vector<TargetRounds> all;
        for (int repeat = 1; repeat <= options_.repeats; ++repeat) {
            for (const VolumeTarget& target : volume_.targets) {
                if (!target_wanted(options_, target.name)) continue;
                TargetRounds rounds;
                rounds.target = &target;
                rounds.repeat = repeat;
                rounds.key = volume_key.with(target.name).with(repeat);
                rounds.first = first_prompt(rounds);
                all.push_back(std::move(rounds));
            }
        }
        return all;
    }

    [[nodiscard]] Size slice_size() const { return volume_.slices.front().size; }

    [[nodiscard]] VolumePrompt first_prompt(const TargetRounds& rounds) const {
        if (system_.without_box) return nothing();
        const VolumeTarget& target = *rounds.target;
        if (options_.prompt.has(PromptKind::box)) {
            VolumePrompt given{{slice_size(), {}, {}, {}},
                               static_cast<std::int64_t>(target.first_slice()),
                               static_cast<std::int64_t>(target.last_slice())};
            given.prompt.box =
                jitter_box(tight_box(target), system_.protocol.box_jitter, slice_size(), rounds.key.with("box jitter"));
            return given;
        }
        return prompt_of(
            first_volume_click(system_.protocol.policy, stacked(target, volume_.lattice), rounds.key.with(1)));
    }

    // A round that gives no slice anything.
    [[nodiscard]] VolumePrompt nothing() const { return {{slice_size(), {}, {}, {}}, 0, -1}; }

    [[nodiscard]] VolumePrompt prompt_of(const VolumeClick& click) const {
        const auto slice = static_cast<std::int64_t>(click.slice);
        return {{slice_size(), {click.click}, {}, {}}, slice, slice};
    }

    // The first prompts of all targets in one slice, so that it is encoded once.
    void give_first(std::vector<TargetRounds>& all, std::size_t slice) {
        for (TargetRounds& rounds : all) {
            const auto number = static_cast<std::int64_t>(slice);
            if (number < rounds.first.first_slice || number > rounds.first.last_slice || !rounds.finite) continue;
            throw_if_interrupted();
            if (auto mask = answer_to(rounds, slice, rounds.first.prompt)) rounds.masks[slice] = std::move(*mask);
        }
    }

    // What the model answers in a slice to a further prompt; none where its logits are not finite, which ends the
    // target.
    [[nodiscard]] std::optional<Mask> answer_to(TargetRounds& rounds, std::size_t slice, const Prompt& prompt) {
        std::vector<Prompt>& given = rounds.given[slice];
        given.push_back(prompt);
        std::optional<Mask> mask = answers_.mask(slice, given);
        rounds.finite = rounds.finite && mask.has_value();
        return mask;
    }

    void run_rounds(TargetRounds& rounds) {
        const LatticeMask truth = stacked(*rounds.target, volume_.lattice);
        LatticeMask predicted{volume_.lattice, std::vector<std::uint8_t>(truth.elements.size(), 0)};
        for (const auto& [slice, mask] : rounds.masks) put_slice(predicted, slice, mask);
        rounds.masks.clear();
        VolumePrompt given = rounds.first;
        std::vector<RoundResult> scored;
        for (int round = 1; rounds.finite; ++round) {
            throw_if_interrupted();
            scored.push_back(score(rounds, round, given, predicted, truth));
            if (round == system_.rounds) break;
            given = give_click(rounds, round + 1, predicted, truth);
        }
        if (rounds.finite) {
            result_.rounds.insert(result_.rounds.end(), scored.begin(), scored.end());
        } else {
            skip(rounds.target->name);
        }
    }

    // The next click, and its slice of the prediction anew. Nothing where nothing differs.
    [[nodiscard]] VolumePrompt give_click(TargetRounds& rounds, int round, LatticeMask& predicted,
                                          const LatticeMask& truth) {
        std::optional<VolumeClick> click;
        {
            const StageScope stage(Stage::click);
            click = next_volume_click(system_.protocol.policy, predicted, truth, priority_key(rounds.key.with(round)));
        }
        if (!click) return nothing();
        VolumePrompt prompt = prompt_of(*click);
        if (const auto mask = answer_to(rounds, click->slice, prompt.prompt)) put_slice(predicted, click->slice, *mask);
        return prompt;
    }

    [[nodiscard]] RoundResult score(const TargetRounds& rounds, int round, VolumePrompt given,
                                    const LatticeMask& predicted, const LatticeMask& truth) const {
        const StageScope stage(Stage::metrics);
        const MaskComparison masks(predicted, truth, {options_.nsd_tolerance});
        given.first_slice += first_number_;
        given.last_slice += first_number_;
        RoundResult result;
        result.class_index = rounds.target->class_index;
        result.target = rounds.target->name;
        result.repeat = rounds.repeat;
        result.round = round;
        result.prompt = to_json(given);
        result.overlap = masks.overlap();
        result.scores = measure(metrics_, masks, options_.empty);
        result.predicted_iou = std::numeric_limits<double>::quiet_NaN();
        return result;
    }

    void skip(const std::string& target) {
        for (const TargetSkip& skipped : result_.skipped_targets) {
            if (skipped.target == target) return;
        }
        result_.skipped_targets.push_back({target, "the model's logits are not finite (NaN or infinity)"});
    }

    const System& system_;
    MetricTable metrics_;
    std::int64_t first_number_;
    const LoadedVolume& volume_;
    const EvaluationOptions& options_;
    SliceAnswers answers_;
    ImageResult& result_;
};

}  // namespace

ImageResult blank_result(const System& system, const Plan& plan, const PlannedVolume& volume) {
    const Dataset& dataset = plan.datasets[volume.dataset];
    ImageResult result;
    result.model = system.name();
    result.dataset = dataset.name;
    result.modality = dataset.modality;
    result.image = volume.name;
    result.item = volume.number;
    result.volume = volume.name;
    result.rounds_asked = system.rounds;
    return result;
}

ImageResult evaluate_volume(const Engine& engine, const System& system, const Plan& plan, const PlannedVolume& planned,
                            const LoadedVolume& volume, const EvaluationOptions& options) {
    ImageResult result = blank_result(system, plan, planned);
    result.width = volume.slices.front().size.width;
    result.height = volume.slices.front().size.height;
    result.slices = static_cast<std::int64_t>(volume.slices.size());
    if (volume.targets.empty()) {
        result.skip_reason = "no class has a voxel in this volume";
        result.no_target = true;
        return result;
    }
    const Stopwatch watch;
    VolumeEvaluation(engine, system, plan, planned, volume, options, result).run();
    result.seconds = watch.seconds();
    return result;
}

}  // namespace imis
