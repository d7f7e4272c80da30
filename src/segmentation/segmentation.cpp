#include "imis/segmentation/segmentation.hpp"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "grey_shift.hpp"

namespace imis {
namespace {

class ObjectSegmenter {
public:
    ObjectSegmenter(const Engine& engine, const Study& study, SliceEmbeddings& embeddings, const PlacedObject& object,
                    const SegmentationOptions& options)
        : engine_(engine),
          study_(study),
          axes_(object.axes),
          embeddings_(embeddings),
          object_(object),
          options_(options) {
        result_.name = object.name;
        result_.axes = object.axes;
    }

    SegmentedObject run() {
        for (const auto& [slice, prompts] : object_.slices) segment_prompted(slice, prompts);
        if (options_.propagate) propagate();
        return std::move(result_);
    }

private:
    void segment_prompted(int slice, SlicePrompts prompts) {
        at::Tensor start;
        if (!object_.mask.empty()) {
            start = read_start_mask(object_.mask, engine_, study_, axes_, slice, prompts.front());
        }
        const auto encoded = embeddings_.at(slice);
        ObjectAnswer answer =
            segment_object(engine_, encoded->embedding, options_.protocol, prompts, start, options_.all_candidates);
        answer.prompts = std::move(prompts);
        keep(slice, std::move(answer), encoded->seconds);
        result_.prompted.push_back(slice);
    }

    void keep(int slice, ObjectAnswer answer, double encode_seconds) {
        answer.encode_seconds = encode_seconds;
        result_.slices[slice] = std::move(answer);
        if (options_.after_slice) options_.after_slice();
    }

    void propagate() {
        const int last = slice_count(study_.geometry(), axes_) - 1;
        const auto [first_allowed, last_allowed] = object_.limits.value_or(std::pair{0, last});
        const auto& seeds = result_.prompted;
        for (std::size_t i = 0; i < seeds.size(); ++i) {
            // Between two prompted slices each sweep goes to the middle.
            const int until_down = i == 0 ? first_allowed : (seeds[i - 1] + seeds[i]) / 2 + 1;
            const int until_up = i + 1 == seeds.size() ? last_allowed : (seeds[i] + seeds[i + 1]) / 2;
            sweep(seeds[i], until_up, +1);
            sweep(seeds[i], until_down, -1);
        }
    }

    // `until`: the last slice to be tried.
    void sweep(int seed, int until, int step) {
        // A copy: the logits of neighbours are not kept.
        MaskAnswer neighbour = result_.slices.at(seed).best;
        if (area(neighbour.mask) == 0) return;
        const GreyStatistics look = grey_under(study_.image(axes_, seed), neighbour.mask);
        for (int slice = seed + step; step * (until - slice) >= 0; slice += step) {
            const auto encoded = embeddings_.at(slice, step);
            ObjectAnswer answer = segment_neighbour(*encoded, neighbour);
            if (has_ended(answer.best, encoded->image, look)) return;
            neighbour = answer.best;
            answer.best.low_res = at::Tensor();
            keep(slice, std::move(answer), encoded->seconds);
        }
    }

    [[nodiscard]] bool has_ended(const MaskAnswer& answer, const Image& image, const GreyStatistics& look) const {
        if (area(answer.mask) == 0 || answer.score < options_.min_iou) return true;
        if (options_.max_shift <= 0) return false;
        return grey_shift(look, grey_under(image, answer.mask)) > options_.max_shift;
    }

    [[nodiscard]] ObjectAnswer segment_neighbour(const EncodedSlice& encoded, const MaskAnswer& neighbour) const {
        at::Tensor start;
        if (engine_.manifest().prompts.has(PromptKind::mask)) start = neighbour.low_res.to(engine_.device());
        return segment_object(engine_, encoded.embedding, options_.protocol,
                              {prompt_from_mask(engine_.manifest(), neighbour.mask)}, start, false);
    }

    const Engine& engine_;
    const Study& study_;
    SliceAxes axes_;
    SliceEmbeddings& embeddings_;
    const PlacedObject& object_;
    const SegmentationOptions& options_;
    SegmentedObject result_;
};

void add_once(std::vector<PromptedSlice>& all, const PromptedSlice& slice) {
    if (std::ranges::find(all, slice) == all.end()) all.push_back(slice);
}

}  // namespace

std::vector<PromptedSlice> prompted_slices(std::span<const SegmentedObject> objects) {
    std::vector<PromptedSlice> all;
    for (const SegmentedObject& object : objects) {
        for (const int index : object.prompted) add_once(all, {object.axes, index});
    }
    return all;
}

std::vector<PromptedSlice> prompted_slices(std::span<const PlacedObject> objects) {
    std::vector<PromptedSlice> all;
    for (const PlacedObject& object : objects) {
        for (const auto& [index, prompts] : object.slices) add_once(all, {object.axes, index});
    }
    return all;
}

SegmentedObject segment_study(const Engine& engine, const Study& study, SliceEmbeddings& embeddings,
                              const PlacedObject& object, const SegmentationOptions& options) {
    return ObjectSegmenter(engine, study, embeddings, object, options).run();
}

}  // namespace imis
