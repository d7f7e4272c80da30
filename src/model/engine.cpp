#include "imis/model/engine.hpp"

#include <algorithm>
#include <atomic>
#include <functional>
#include <numeric>
#include <utility>

#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include "decoder_answer.hpp"
#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "imis/base/stage.hpp"
#include "imis/model/input_spec.hpp"
#include "imis/model/preprocess.hpp"
#include "imis/model/tokenizer.hpp"
#include "network.hpp"

namespace imis {
namespace {

constexpr std::int64_t largest_batch = 64;

// Sets how many operator threads the calling thread has. An evaluation's parallel work is over images, with one
// operator thread each, so that its results never depend on how a sum was split over threads.
class ComputeScope {
public:
    explicit ComputeScope(int threads) {
        thread_local int prepared = 0;
        if (prepared != threads) at::set_num_threads(threads);
        prepared = threads;
    }

private:
    c10::InferenceMode inference_;
};

std::optional<Categories> read_categories(const Bundle& bundle) {
    if (!bundle.manifest.categories) return std::nullopt;
    return Categories::read(bundle.file(*bundle.manifest.categories));
}

}  // namespace

struct Engine::Impl {
    Impl(Bundle opened, const EngineOptions& options)
        : bundle(std::move(opened)),
          device(find_device(options.device)),
          precision(options.precision),
          threads(options.threads),
          batch(options.batch),
          categories(read_categories(bundle)),
          network(bundle, device, precision, categories ? std::optional(categories->semantic_size()) : std::nullopt) {
        const Manifest& manifest = bundle.manifest;
        if (network.has_text()) tokenizer.emplace(bundle.file(manifest.text->merges), manifest.text->context);
        if (categories) {
            category_table = at::tensor(categories->table()).view({categories->semantic_size(), -1}).to(device);
        }
    }

    void probe() const {
        const ComputeScope scope(threads);
        network.probe();
        if (network.has_text()) (void)encode_sentence(sentence(bundle.manifest.text->sentence, "probe"));
    }

    at::Tensor encode_sentence(const std::string& sentence) const {
        return network.encode_text(tokenizer->encode(sentence));
    }

    // The cosines between semantic vectors and categories.
    at::Tensor category_scores(const at::Tensor& semantic) const {
        return (semantic / semantic.norm(2, -1, true).clamp_min(1e-12)).matmul(category_table);
    }

    Bundle bundle;
    at::Device device;
    Precision precision;
    int threads;
    mutable std::atomic<std::int64_t> batch;  // 0: as fits bundle and device
    std::optional<Categories> categories;
    Network network;
    std::optional<Tokenizer> tokenizer;
    at::Tensor category_table;  // float32 [K, n]
};

Engine::Engine(const Bundle& bundle, const EngineOptions& options) {
    use_simple_executor();
    impl_ = std::make_unique<Impl>(bundle, options);
    set_precision(impl_->device, options.precision);
    impl_->probe();
}

Engine::~Engine() = default;

const Manifest& Engine::manifest() const {
    return impl_->bundle.manifest;
}
const at::Device& Engine::device() const {
    return impl_->device;
}
Precision Engine::precision() const {
    return impl_->precision;
}

Placement Engine::placement(Size original) const {
    return place(original, manifest().input);
}

Embedding Engine::encode(const Image& image) const {
    const ComputeScope scope(impl_->threads);
    at::Tensor input;
    {
        const StageScope stage(Stage::preprocess);
        input = to_model_input(image, manifest().input, impl_->device);
    }
    const StageScope stage(Stage::encode);
    return {impl_->network.encode(input), placement(image.size)};
}

Decoded Engine::decode(const Embedding& embedding, const PromptBatch& prompts) const {
    const ComputeScope scope(impl_->threads);
    const Candidates all = decode_candidates(embedding, prompts);
    const auto target = at::arange(all.chosen.size(0), all.chosen.options());
    return {all.low_res.index({target, all.chosen}), all.predicted_iou.index({target, all.chosen}),
            all.semantic.index({target, all.chosen})};
}

Candidates Engine::decode_candidates(const Embedding& embedding, const PromptBatch& prompts) const {
    const ComputeScope scope(impl_->threads);
    DecoderOutput output = impl_->network.decode(embedding, prompts);
    const bool single_point =
        prompts.points.defined() && prompts.points.size(1) == 1 && !prompts.boxes.defined() && !prompts.text.defined();
    const CandidateRule& rule = manifest().candidates;
    const at::Tensor chosen = choose_tokens(rule, single_point, output.logits, output.predicted_iou);
    return {std::move(output.logits), std::move(output.predicted_iou), std::move(output.semantic), chosen,
            rule.single_point.size() > rule.otherwise.size() ? rule.single_point : rule.otherwise};
}

at::Tensor Engine::to_grid(const at::Tensor& low_res) const {
    const ComputeScope scope(impl_->threads);
    return grid_values(manifest().output, low_res, manifest().input.size);
}

at::Tensor Engine::to_image_part(const at::Tensor& grid_values, const Placement& placement) const {
    const ComputeScope scope(impl_->threads);
    return image_part(grid_values, placement);
}

at::Tensor Engine::to_original(const at::Tensor& low_res, const Placement& placement, const at::Tensor& grid) const {
    const ComputeScope scope(impl_->threads);
    return original_values(manifest().output, low_res, placement, grid);
}

at::Tensor Engine::foreground(const at::Tensor& values) const {
    const ComputeScope scope(impl_->threads);
    return values > manifest().output.threshold;
}

std::optional<std::string> Engine::label_sentence(const std::string& label) const {
    if (!impl_->network.has_text()) {
        throw Error(impl_->bundle.folder.string() + ": this model takes no text prompts (field 'prompts.text')");
    }
    std::optional<std::string> name = label;
    if (impl_->categories) name = impl_->categories->display_name(label);
    if (!name) return std::nullopt;
    return sentence(manifest().text->sentence, *name);
}

std::optional<at::Tensor> Engine::encode_label(const std::string& label) const {
    const auto words = label_sentence(label);
    if (!words) return std::nullopt;
    const ComputeScope scope(impl_->threads);
    return impl_->encode_sentence(*words);
}

std::string Engine::text_sentence(const std::string& words) const {
    if (const auto known = label_sentence(words)) return *known;
    const std::string& pattern = manifest().text->sentence;
    const auto hole = pattern.find("{}");
    if (words.starts_with(pattern.substr(0, hole)) && words.ends_with(pattern.substr(hole + 2))) return words;
    return sentence(pattern, words);
}

at::Tensor Engine::encode_sentence(const std::string& sentence) const {
    EncodingInfo info;
    const ComputeScope scope(impl_->threads);
    const auto tokens = impl_->tokenizer.value().encode(sentence, info);
    if (info.truncated) {
        throw UsageError("the text '" + sentence + "' has " + std::to_string(info.tokens) + " tokens, but " +
                         manifest().name + " takes " + std::to_string(impl_->tokenizer->context()) + "; shorten it");
    }
    return impl_->network.encode_text(tokens);
}

at::Tensor Engine::category_probabilities(const at::Tensor& semantic) const {
    if (!impl_->category_table.defined()) return {};
    const ComputeScope scope(impl_->threads);
    return (impl_->category_scores(semantic) * manifest().category_scale).softmax(-1);
}

at::Tensor Engine::categorise(const at::Tensor& semantic, std::int64_t most) const {
    if (!impl_->category_table.defined()) return {};
    const ComputeScope scope(impl_->threads);
    // A stable sort, because topk() does not say which of equal scores comes first.
    return std::get<1>(impl_->category_scores(semantic).sort(true, -1, true))
        .narrow(-1, 0, std::min(most, impl_->category_table.size(1)));
}

std::optional<std::string> Engine::label_category(const std::string& label) const {
    if (!impl_->categories) return std::nullopt;
    return impl_->categories->category(label);
}

const std::vector<std::string>& Engine::category_names() const {
    static const std::vector<std::string> none;
    return impl_->categories ? impl_->categories->names() : none;
}

std::int64_t Engine::batch_size() const {
    if (const std::int64_t set = impl_->batch; set > 0) return set;
    // About four times the features (keys, their projections, upscaled maps) and the logits are alive a target.
    std::int64_t values = 4 * manifest().low_res.area();
    for (const auto& shape : manifest().features) {
        values += 4 * std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
    }
    const std::int64_t bytes = values * static_cast<std::int64_t>(sizeof(float));
    return std::clamp<std::int64_t>(batch_bytes(impl_->device) / bytes, 1, largest_batch);
}

std::int64_t Engine::halve_batch(std::int64_t failed) const {
    const std::int64_t half = std::max<std::int64_t>(1, failed / 2);
    if (batch_size() <= half) return batch_size();  // another thread was here before
    impl_->batch = half;
    log::warn("memory does not suffice for " + std::to_string(failed) + " targets at once on " + impl_->device.str() +
              "; from now on " + std::to_string(half) + " are decoded together");
    return half;
}

}  // namespace imis
