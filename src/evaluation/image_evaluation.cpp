#include "image_evaluation.hpp"

#include <algorithm>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include <ATen/ATen.h>

#include "imis/base/interrupt.hpp"
#include "imis/base/stage.hpp"
#include "imis/base/stopwatch.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/interaction/rounds.hpp"
#include "imis/metrics/measured_mask.hpp"
#include "imis/model/input_spec.hpp"
#include "imis/model/logits_file.hpp"

namespace imis {
namespace {

// A target that will be prompted.
struct PreparedTarget {
    const Target* target = nullptr;
    std::optional<Mask> model_grid;  // the truth there, where clicks are drawn there
    const TextPrompt* text = nullptr;
    std::shared_ptr<const MeasuredMask> measured = nullptr;  // the truth, where masks are measured

    [[nodiscard]] const Mask& click_grid() const { return model_grid ? *model_grid : target->mask; }
};

class ImageEvaluation {
public:
    ImageEvaluation(const Engine& engine, const System& system, MetricTable metrics, const PixelSpacing& spacing,
                    const EvaluationOptions& options, const RecordedPrompts& recorded, MetricThreads* measuring,
                    ImageResult& result)
        : engine_(engine),
          system_(system),
          metrics_(metrics),
          spacing_(spacing),
          options_(options),
          recorded_(recorded),
          measuring_(measuring),
          result_(result) {}

    void prepare(const Sample& sample, const TextPrompts& texts) {
        for (const Target& target : sample.targets) {
            if (wanted(target)) prepare_target(target, texts);
        }
    }

    [[nodiscard]] bool has_targets() const { return !prepared_.empty(); }

    void run(const Image& image) {
        const Embedding embedding = engine_.encode(image);
        const auto targets = interaction_targets();
        const bool drawn = system_.origin == PromptOrigin::drawn;
        const InteractionOptions rounds{drawn ? options_.prompt : PromptKinds{}, system_.rounds, system_.protocol,
                                        system_.own_clicks, throw_if_interrupted};
        const Stopwatch watch;
        const auto outcomes = run_rounds(engine_, embedding, targets, rounds, observer());
        result_.rounds_seconds = watch.seconds();
        for (std::size_t i = 0; i < outcomes.size(); ++i) store(i, outcomes[i]);
    }

private:
    [[nodiscard]] bool wanted(const Target& target) const {
        const bool left_out = system_.origin == PromptOrigin::file && !recorded_.contains({target.name, 1});
        return target_wanted(options_, target.name) && !left_out;
    }

    void prepare_target(const Target& target, const TextPrompts& texts) {
        if (system_.origin == PromptOrigin::reference && !recorded_.contains({target.name, 1})) {
            result_.skipped_targets.push_back(
                {target.name, "the system whose prompts are replayed was given none here"});
            return;
        }
        PreparedTarget prepared{&target, {}, nullptr};
        if (system_.protocol.grid == ClickGrid::model) {
            const StageScope stage(Stage::preprocess);
            prepared.model_grid = mask_as_placed(target.mask, engine_.manifest().input);
        }
        if (area(prepared.click_grid()) == 0) {
            result_.skipped_targets.push_back({target.name, "no pixel is left on the model's grid"});
            return;
        }
        if (options_.prompt.has(PromptKind::text)) {
            const auto found = texts.find(target.name);
            if (found == texts.end()) {
                result_.skipped_targets.push_back(
                    {target.name, "the model's category table (categories.json) has no text name for this class"});
                return;
            }
            prepared.text = &found->second;
        }
        if (measuring_ != nullptr) prepared.measured = std::make_shared<MeasuredMask>(target.mask, spacing_);
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
                target.grid = &prepared.click_grid();
                target.key = image_key.with(prepared.target->name).with(repeat);
                if (prepared.text != nullptr) {
                    target.sentence = prepared.text->sentence;
                    target.text = prepared.text->vector;
                }
                const auto recorded = recorded_.find({prepared.target->name, repeat});
                if (recorded != recorded_.end()) target.recorded = recorded->second;
                targets.push_back(std::move(target));
            }
        }
        return targets;
    }

    [[nodiscard]] const PreparedTarget& prepared_of(std::size_t index) const {
        return prepared_[index % prepared_.size()];
    }
    [[nodiscard]] const Target& target_of(std::size_t index) const { return *prepared_of(index).target; }
    [[nodiscard]] int repeat_of(std::size_t index) const { return static_cast<int>(index / prepared_.size()) + 1; }

    // Most runs need no more of the masks than their pixel counts.
    [[nodiscard]] RoundObserver observer() {
        if (!options_.save_masks && !options_.save_logits && measuring_ == nullptr) return {};
        return
            [this](int round, std::span<const std::size_t> targets, const at::Tensor& mask, const at::Tensor& low_res) {
                for (std::int64_t i = 0; i < mask.size(0); ++i) {
                    keep(targets[static_cast<std::size_t>(i)], round, mask[i], low_res[i]);
                }
            };
    }

    // Saves one mask or has it measured while it is at hand.
    void keep(std::size_t index, int round, const at::Tensor& mask, const at::Tensor& low_res) {
        if (options_.save_masks) write_mask(output_file(run_folder::masks, index, round, ".png"), mask);
        if (options_.save_logits) write_logits(output_file(run_folder::logits, index, round, ".npy"), low_res);
        if (measuring_ == nullptr) return;
        scores_[{index, round}] = measuring_->measure(
            [predicted = to_mask(mask), target = prepared_of(index).measured, spacing = spacing_, metrics = metrics_,
             comparison = ComparisonOptions{options_.nsd_tolerance}, empty = options_.empty] {
                const MaskComparison masks(std::make_shared<MeasuredMask>(predicted, spacing), target, comparison);
                return measure(metrics, masks, empty);
            });
    }

    // Waits for a mask that is still measured.
    [[nodiscard]] std::vector<double> scores_of(std::size_t index, int round, const Overlap& overlap) {
        if (measuring_ == nullptr) return measure(metrics_, overlap, options_.empty);
        return scores_.at({index, round}).get();
    }

    [[nodiscard]] std::filesystem::path output_file(const char* folder, std::size_t index, int round,
                                                    const char* extension) const {
        return run_folder::round_file(options_.output / folder / system_.folder, result_.dataset, result_.image,
                                      target_of(index).name, repeat_of(index), round, extension);
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
        const std::string true_category = engine_.label_category(target.name).value_or("");
        for (std::size_t i = 0; i < outcome.rounds.size(); ++i) {
            const RoundOutcome& given = outcome.rounds[i];
            const int round = static_cast<int>(i) + 1;
            RoundResult scored{target.class_index,
                               target.name,
                               repeat_of(index),
                               round,
                               to_json(given.prompt),
                               given.overlap,
                               scores_of(index, round, given.overlap),
                               given.predicted_iou,
                               {},
                               {},
                               true_category};
            name_categories(given.categories, scored);
            result_.rounds.push_back(std::move(scored));
        }
    }

    void name_categories(const std::vector<int>& ranked, RoundResult& result) const {
        for (const int index : ranked) {
            const std::string& name = engine_.category_names().at(static_cast<std::size_t>(index));
            if (index == ranked.front()) {
                result.category = name;
            } else {
                result.further_categories.push_back(name);
            }
        }
    }

    const Engine& engine_;
    const System& system_;
    MetricTable metrics_;
    PixelSpacing spacing_;
    const EvaluationOptions& options_;
    const RecordedPrompts& recorded_;
    MetricThreads* measuring_;
    ImageResult& result_;
    std::vector<PreparedTarget> prepared_;
    // By target and round, where the masks are measured.
    std::map<std::pair<std::size_t, int>, std::future<std::vector<double>>> scores_;
};

}  // namespace

PixelSpacing spacing_of(const Plan& plan, const PlannedImage& image, Split split) {
    return plan.unit == LengthUnit::millimetre ? plan.item(image, split).spacing.value() : PixelSpacing{};
}

ImageResult blank_result(const System& system, const Plan& plan, const PlannedImage& image, Split split) {
    const Dataset& dataset = plan.datasets[image.dataset];
    ImageResult result;
    result.model = system.name();
    result.dataset = dataset.name;
    result.modality = dataset.modality;
    result.image = plan.item(image, split).name;
    result.item = static_cast<std::int64_t>(image.item);
    result.rounds_asked = system.rounds;
    if (const auto& volume = plan.item(image, split).volume) result.volume = volume->volume;
    return result;
}

ImageResult evaluate_image(const Engine& engine, const System& system, const Plan& plan, const PlannedImage& image,
                           const Sample& sample, const TextPrompts& texts, const EvaluationOptions& options,
                           const RecordedPrompts& recorded, MetricThreads* measuring) {
    ImageResult result = blank_result(system, plan, image, options.split);
    result.width = sample.image.size.width;
    result.height = sample.image.size.height;
    if (sample.targets.empty()) {
        result.skip_reason = "no class has a pixel in this image";
        result.no_target = true;
        return result;
    }
    const Stopwatch watch;
    const PixelSpacing spacing = spacing_of(plan, image, options.split);
    ImageEvaluation evaluation(engine, system, plan.measured, spacing, options, recorded, measuring, result);
    evaluation.prepare(sample, texts);
    if (evaluation.has_targets()) evaluation.run(sample.image);
    result.seconds = watch.seconds();
    return result;
}

}  // namespace imis
