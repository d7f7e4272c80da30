#include "imis/model/engine.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include <ATen/Parallel.h>
#include <torch/csrc/jit/runtime/profiling_graph_executor_impl.h>
#include <torch/script.h>

#include "candidates.hpp"
#include "device.hpp"
#include "imis/base/error.hpp"
#include "imis/model/placement.hpp"
#include "imis/model/preprocess.hpp"
#include "imis/model/tokenizer.hpp"
#include "mask_values.hpp"
#include "output_shapes.hpp"
#include "probe.hpp"
#include "script_module.hpp"

namespace imis {
namespace {

// Image encoders up to this input size are probed at load on a CPU too; larger ones take seconds.
constexpr int small_input = 512;

// The decoder's image side should stay within the caches of a CPU core; a GPU needs many targets to be busy.
constexpr std::int64_t cpu_batch_bytes = std::int64_t{32} << 20;
constexpr std::int64_t gpu_batch_bytes = std::int64_t{4} << 30;
constexpr std::int64_t largest_batch = 64;

at::ScalarType scalar_type(Precision precision) {
    return precision == Precision::bf16 ? at::kBFloat16 : at::kFloat;
}

c10::IValue optional_input(const at::Tensor& tensor) {
    return tensor.defined() ? c10::IValue(tensor) : c10::IValue();
}

std::int64_t target_count(const PromptBatch& prompts) {
    for (const at::Tensor& given : {prompts.points, prompts.boxes, prompts.text}) {
        if (given.defined()) return given.size(0);
    }
    throw Error("a batch of targets without a point, a box or a text");
}

// One operator thread a calling thread: parallel work is over images, so a result never depends on how a sum was split over
// threads. TorchScript's profiling executor is off because its first runs compute by other kernels than its later ones.
class ComputeScope {
public:
    ComputeScope() {
        thread_local const bool prepared = [] {
            at::set_num_threads(1);
            return true;
        }();
        (void)prepared;
    }

private:
    c10::InferenceMode inference_;
};

void use_simple_executor() {
    torch::jit::getExecutorMode() = true;
    torch::jit::getProfilingMode() = false;
}

}  // namespace

struct Engine::Impl {
    Impl(const Bundle& opened, const EngineOptions& options)
        : bundle(opened),
          device(resolve_device(options.device)),
          precision(options.precision),
          image_encoder(bundle, image_encoder_role, device, scalar_type(precision)),
          prompt_encoder(bundle, prompt_encoder_role, device, at::kFloat),
          mask_decoder(bundle, mask_decoder_role, device, scalar_type(precision)) {
        const Manifest& manifest = bundle.manifest;
        if (manifest.prompts.text) {
            text_encoder.emplace(bundle, text_encoder_role, device, at::kFloat);
            tokenizer.emplace(bundle.file(manifest.text->merges), manifest.text->context);
        }
        if (manifest.categories) load_categories();
    }

    void load_categories() {
        categories = Categories::read(bundle.file(*bundle.manifest.categories));
        category_table = at::tensor(categories->table()).view({categories->semantic_size(), -1}).to(device);
    }

    DecoderOutput run_decoder(const Embedding& embedding, const PromptBatch& prompts) const {
        const auto on_device = [this](const at::Tensor& tensor) {
            return tensor.defined() ? tensor.to(device) : tensor;
        };
        const at::Tensor text = on_device(prompts.text);
        const auto encoded =
            prompt_encoder({optional_input(on_device(prompts.points)), optional_input(on_device(prompts.labels)),
                            optional_input(on_device(prompts.boxes)), optional_input(text),
                            optional_input(on_device(prompts.mask))})
                .toTuple();
        const auto cast = [this](const at::Tensor& tensor) {
            return tensor.defined() ? tensor.to(scalar_type(precision)) : tensor;
        };
        const auto decoded = mask_decoder({embedding.features, cast(encoded->elements()[0].toTensor()),
                                           cast(encoded->elements()[1].toTensor()), optional_input(cast(text))})
                                 .toTuple();
        return {decoded->elements()[0].toTensor().to(at::kFloat), decoded->elements()[1].toTensor().to(at::kFloat),
                decoded->elements()[2].toTensor().to(at::kFloat)};
    }

    void check_shapes(const DecoderOutput& output, const PromptBatch& prompts) const {
        const auto semantic_size = categories ? std::optional(categories->semantic_size()) : std::nullopt;
        check_decoder_shapes(bundle.manifest, mask_decoder.file(), output, target_count(prompts), semantic_size);
    }

    std::vector<at::Tensor> run_encoder(const at::Tensor& input) const {
        std::vector<at::Tensor> features = image_encoder({input.to(scalar_type(precision))}).toTensorVector();
        // An encoder may compute some of its features in 32 bits whatever its weights are.
        for (at::Tensor& feature : features) feature = feature.to(scalar_type(precision));
        return features;
    }

    at::Tensor encode_sentence(const std::string& sentence) const {
        const auto tokens = tokenizer->encode(sentence);
        return (*text_encoder)({at::tensor(tokens, at::kLong).unsqueeze(0).to(device)}).toTensor().squeeze(0);
    }

    void probe_decoder() const {
        const Manifest& manifest = bundle.manifest;
        const auto options = at::TensorOptions().device(device).dtype(scalar_type(precision));
        const PromptBatch prompt = probe_prompt(manifest, device);
        DecoderOutput output;
        try {
            output = run_decoder(probe_embedding(manifest, options), prompt);
        } catch (const Error& problem) {
            throw Error(std::string(problem.what()) + "; it was given " +
                        (manifest.prompts.point ? "a point" : "a box") +
                        " and features of the shapes in field 'features' of model.json: mend that, or export again");
        }
        check_shapes(output, prompt);
        check_decoder_probe(manifest, mask_decoder.file(), output, precision);
    }

    void probe() const {
        const ComputeScope scope;
        const Manifest& manifest = bundle.manifest;
        const Size size = manifest.input.size;
        if (device.is_cuda() || std::max(size.height, size.width) <= small_input) {
            check_features(manifest, image_encoder.file(),
                           run_encoder(at::zeros({1, 3, size.height, size.width}, at::TensorOptions().device(device))));
        }
        probe_decoder();
        if (text_encoder) (void)encode_sentence(sentence(manifest.text->sentence, "probe"));
    }

    Bundle bundle;
    at::Device device;
    Precision precision;
    ScriptModule image_encoder;
    ScriptModule prompt_encoder;
    ScriptModule mask_decoder;
    std::optional<ScriptModule> text_encoder;
    std::optional<Tokenizer> tokenizer;
    std::optional<Categories> categories;
    at::Tensor category_table;  // float32 [K, n]
};

Engine::Engine(const Bundle& bundle, const EngineOptions& options) {
    use_simple_executor();
    impl_ = std::make_unique<Impl>(bundle, options);
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
    const ComputeScope scope;
    Embedding embedding{impl_->run_encoder(to_model_input(image, manifest().input, impl_->device)),
                        placement(image.size)};
    check_features(manifest(), impl_->image_encoder.file(), embedding.features);
    return embedding;
}

Decoded Engine::decode(const Embedding& embedding, const PromptBatch& prompts) const {
    const ComputeScope scope;
    const DecoderOutput output = impl_->run_decoder(embedding, prompts);
    impl_->check_shapes(output, prompts);
    const bool single_point =
        prompts.points.defined() && prompts.points.size(1) == 1 && !prompts.boxes.defined() && !prompts.text.defined();
    const at::Tensor token =
        choose_tokens(manifest().candidates, single_point, output.logits, output.predicted_iou);  // [T]
    const auto target = at::arange(token.size(0), token.options());
    return {output.logits.index({target, token}), output.predicted_iou.index({target, token}),
            output.semantic.index({target, token})};
}

at::Tensor Engine::to_grid(const at::Tensor& low_res) const {
    const ComputeScope scope;
    return grid_values(manifest().output, low_res, manifest().input.size);
}

at::Tensor Engine::to_original(const at::Tensor& low_res, const Placement& placement, const at::Tensor& grid) const {
    const ComputeScope scope;
    return original_values(manifest().output, low_res, placement, grid);
}

at::Tensor Engine::foreground(const at::Tensor& values) const {
    const ComputeScope scope;
    return values > manifest().output.threshold;
}

std::optional<std::string> Engine::label_sentence(const std::string& label) const {
    if (!impl_->text_encoder) {
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
    const ComputeScope scope;
    return impl_->encode_sentence(*words);
}

at::Tensor Engine::categorise(const at::Tensor& semantic) const {
    if (!impl_->category_table.defined()) return {};
    const ComputeScope scope;
    const auto unit = semantic / semantic.norm(2, -1, true).clamp_min(1e-12);
    return unit.matmul(impl_->category_table).argmax(-1);
}

const std::vector<std::string>& Engine::category_names() const {
    static const std::vector<std::string> none;
    return impl_->categories ? impl_->categories->names() : none;
}

std::int64_t Engine::batch_size() const {
    // About four times the features (keys, their projections, upscaled maps) and the logits are alive a target.
    std::int64_t values = 4 * manifest().low_res.area();
    for (const auto& shape : manifest().features) {
        values += 4 * std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
    }
    const std::int64_t bytes = values * static_cast<std::int64_t>(sizeof(float));
    const std::int64_t budget = impl_->device.is_cuda() ? gpu_batch_bytes : cpu_batch_bytes;
    return std::clamp<std::int64_t>(budget / bytes, 1, largest_batch);
}

Precision parse_precision(const std::string& name) {
    if (name == "fp32" || name == "auto") return Precision::fp32;
    if (name == "bf16") return Precision::bf16;
    throw UsageError("--precision '" + name + "' is not known; it is auto, fp32 or bf16");
}

}  // namespace imis
