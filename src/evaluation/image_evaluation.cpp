#include "image_evaluation.hpp"

#include <algorithm>

#include <ATen/ATen.h>

#include "imis/base/interrupt.hpp"
#include "imis/image/resize.hpp"
#include "imis/interaction/session.hpp"
#include "mask_output.hpp"

namespace imis {
namespace {

// A target that will be prompted, with its truth on the model grid.
struct PreparedTarget {
    const Target* target = nullptr;
    Mask grid;
    const TextPrompt* text = nullptr;
};

class ImageEvaluation {
public:
    ImageEvaluation(const Engine& engine, const EvaluationOptions& options, ImageResult& result)
        : engine_(engine), options_(options), result_(result) {}

    void prepare(const Sample& sample, const TextPrompts& texts) {
        for (const Target& target : sample.targets) {
            if (target_wanted(options_, target.name)) prepare_target(target, texts);
        }
    }

    [[nodiscard]] bool has_targets() const { return !prepared_.empty(); }

    void run(const Image& image) {
        const Embedding embedding = engine_.encode(image);
        const auto targets = interaction_targets();
        const InteractionOptions rounds{options_.prompt, options_.rounds, throw_if_interrupted};
        const auto outcomes = run_rounds(engine_, embedding, targets, rounds, observer());
        for (std::size_t i = 0; i < outcomes.size(); ++i) store(i, outcomes[i]);
    }

private:
    void prepare_target(const Target& target, const TextPrompts& texts) {
        PreparedTarget prepared{&target, resize_nearest(target.mask, engine_.manifest().input.size), nullptr};
        if (area(prepared.grid) == 0) {
            result_.skipped_targets.push_back({target.name, "no pixel is left on the model's grid"});
            return;
        }
        if (options_.prompt.text) {
            const auto found = texts.find(target.name);
            if (found == texts.end()) {
                result_.skipped_targets.push_back(
                    {target.name, "the model's category table (categories.json) has no text name for this class"});
                return;
            }
            prepared.text = &found->second;
        }
        prepared_.push_back(std::move(prepared));
    }

    // All repeats of all targets, repeat after repeat.
    [[nodiscard]] std::vector<InteractionTarget> interaction_targets() const {
        std::vector<InteractionTarget> targets;
        const RandomKey image_key = RandomKey(options_.seed).with(result_.dataset).with(result_.image);
        for (int repeat = 1; repeat <= options_.repeats; ++repeat) {
            for (const PreparedTarget& prepared : prepared_) {
                InteractionTarget target;
                target.original = &prepared.target->mask;
                target.grid = &prepared.grid;
                target.key = image_key.with(prepared.target->name).with(repeat);
                if (prepared.text != nullptr) {
                    target.sentence = prepared.text->sentence;
                    target.text = prepared.text->vector;
                }
                targets.push_back(std::move(target));
            }
        }
        return targets;
    }

    [[nodiscard]] const Target& target_of(std::size_t index) const {
        return *prepared_[index % prepared_.size()].target;
    }
    [[nodiscard]] int repeat_of(std::size_t index) const { return static_cast<int>(index / prepared_.size()) + 1; }

    [[nodiscard]] RoundObserver observer() const {
        if (!options_.save_masks && !options_.save_logits) return {};
        return [this](int round, std::size_t first, const at::Tensor& mask, const at::Tensor& low_res) {
            for (std::int64_t i = 0; i < mask.size(0); ++i) {
                const std::size_t index = first + static_cast<std::size_t>(i);
                if (options_.save_masks) write_mask(output_file("masks", index, round, ".png"), mask[i]);
                if (options_.save_logits) write_logits(output_file("logits", index, round, ".npy"), low_res[i]);
            }
        };
    }

    [[nodiscard]] std::filesystem::path output_file(const char* folder, std::size_t index, int round,
                                                    const char* extension) const {
        return round_file(options_.output / folder, result_.dataset, result_.image, target_of(index).name,
                          repeat_of(index), round, extension);
    }

    void store(std::size_t index, const TargetOutcome& outcome) {
        const Target& target = target_of(index);
        if (!outcome.finite) {
            const auto same = [&](const TargetSkip& skip) { return skip.target == target.name; };
            if (std::ranges::none_of(result_.skipped_targets, same)) {
                result_.skipped_targets.push_back({target.name, "the model's logits are not finite (NaN or infinity)"});
            }
            return;
        }
        for (std::size_t round = 0; round < outcome.rounds.size(); ++round) {
            const RoundOutcome& given = outcome.rounds[round];
            const auto& names = engine_.category_names();
            result_.rounds.push_back({target.class_index, target.name, repeat_of(index), static_cast<int>(round) + 1,
                                      to_json(given.prompt, engine_.manifest().input.size), given.overlap,
                                      given.predicted_iou,
                                      given.category < 0 ? "" : names.at(static_cast<std::size_t>(given.category))});
        }
    }

    const Engine& engine_;
    const EvaluationOptions& options_;
    ImageResult& result_;
    std::vector<PreparedTarget> prepared_;
};

}  // namespace

ImageResult blank_result(const Plan& plan, const PlannedImage& image, Split split) {
    const Dataset& dataset = plan.datasets[image.dataset];
    ImageResult result;
    result.dataset = dataset.name;
    result.modality = dataset.modality;
    result.image = plan.item(image, split).name;
    result.item = static_cast<std::int64_t>(image.item);
    return result;
}

ImageResult evaluate_image(const Engine& engine, const Plan& plan, const PlannedImage& image, const Sample& sample,
                           const TextPrompts& texts, const EvaluationOptions& options) {
    ImageResult result = blank_result(plan, image, options.split);
    if (sample.targets.empty()) {
        result.skip_reason = "no class has a pixel in this image";
        result.no_target = true;
        return result;
    }
    ImageEvaluation evaluation(engine, options, result);
    evaluation.prepare(sample, texts);
    if (evaluation.has_targets()) evaluation.run(sample.image);
    return result;
}

}  // namespace imis
