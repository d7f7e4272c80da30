#include "network.hpp"

#include <algorithm>

#include "imis/base/error.hpp"

namespace imis {
namespace {

// Image encoders up to this input size are probed on any device; larger ones take seconds on a CPU.
constexpr int small_input = 512;

c10::IValue optional_input(const at::Tensor& tensor) {
    return tensor.defined() ? c10::IValue(tensor) : c10::IValue();
}

std::int64_t target_count(const PromptBatch& prompts) {
    for (const at::Tensor& given : {prompts.points, prompts.boxes, prompts.text}) {
        if (given.defined()) return given.size(0);
    }
    throw Error("a batch of targets without a point, a box or a text");
}

}  // namespace

Network::Network(const Bundle& bundle, const at::Device& device, Precision precision,
                 std::optional<std::int64_t> semantic_size)
    : manifest_(bundle.manifest),
      device_(device),
      precision_(precision),
      semantic_size_(semantic_size),
      image_encoder_(bundle, image_encoder_role, device, scalar_type(precision)),
      prompt_encoder_(bundle, prompt_encoder_role, device, at::kFloat),
      mask_decoder_(bundle, mask_decoder_role, device, scalar_type(precision)) {
    if (manifest_.prompts.has(PromptKind::text)) text_encoder_.emplace(bundle, text_encoder_role, device, at::kFloat);
}

std::vector<at::Tensor> Network::encode(const at::Tensor& image) const {
    std::vector<at::Tensor> features = image_encoder_({image.to(scalar_type(precision_))}).toTensorVector();
    check_features(manifest_, image_encoder_.file(), features);
    // An encoder may compute some of its features in 32 bits whatever its weights are.
    for (at::Tensor& feature : features) feature = feature.to(scalar_type(precision_));
    return features;
}

DecoderOutput Network::decode(const Embedding& embedding, const PromptBatch& prompts) const {
    DecoderOutput output = run_decoder(embedding, prompts);
    check_shapes(output, prompts);
    return output;
}

at::Tensor Network::encode_text(const std::vector<std::int64_t>& tokens) const {
    return (*text_encoder_)({at::tensor(tokens, at::kLong).unsqueeze(0).to(device_)}).toTensor().squeeze(0);
}

void Network::probe() const {
    const Size size = manifest_.input.size;
    if (is_accelerator(device_) || std::max(size.height, size.width) <= small_input) {
        (void)encode(at::zeros({1, 3, size.height, size.width}, at::TensorOptions().device(device_)));
    }
    probe_decoder();
}

DecoderOutput Network::run_decoder(const Embedding& embedding, const PromptBatch& prompts) const {
    const auto on_device = [this](const at::Tensor& tensor) { return tensor.defined() ? tensor.to(device_) : tensor; };
    const at::Tensor text = on_device(prompts.text);
    const auto encoded =
        prompt_encoder_({optional_input(on_device(prompts.points)), optional_input(on_device(prompts.labels)),
                         optional_input(on_device(prompts.boxes)), optional_input(text),
                         optional_input(on_device(prompts.mask))})
            .toTuple();
    const auto cast = [this](const at::Tensor& tensor) {
        return tensor.defined() ? tensor.to(scalar_type(precision_)) : tensor;
    };
    const auto decoded = mask_decoder_({embedding.features, cast(encoded->elements()[0].toTensor()),
                                        cast(encoded->elements()[1].toTensor()), optional_input(cast(text))})
                             .toTuple();
    return {decoded->elements()[0].toTensor().to(at::kFloat), decoded->elements()[1].toTensor().to(at::kFloat),
            decoded->elements()[2].toTensor().to(at::kFloat)};
}

void Network::check_shapes(const DecoderOutput& output, const PromptBatch& prompts) const {
    check_decoder_shapes(manifest_, mask_decoder_.file(), output, target_count(prompts), semantic_size_);
}

void Network::probe_decoder() const {
    const PromptBatch prompt = probe_prompt(manifest_, device_);
    DecoderOutput output;
    try {
        const auto options = at::TensorOptions().device(device_).dtype(scalar_type(precision_));
        output = run_decoder(probe_embedding(manifest_, options), prompt);
    } catch (const Error& problem) {
        throw Error(std::string(problem.what()) + "; it was given " +
                    (manifest_.prompts.has(PromptKind::point) ? "a point" : "a box") +
                    " and features of the shapes in field 'features' of model.json; fix that field, or export the "
                    "bundle again");
    }
    check_shapes(output, prompt);
    check_decoder_probe(manifest_, mask_decoder_.file(), output, precision_);
}

}  // namespace imis
