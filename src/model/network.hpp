// The modules of a bundle on one device, run as the network that they were cut from.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "imis/model/bundle.hpp"
#include "imis/model/engine.hpp"
#include "network_checks.hpp"
#include "script_module.hpp"

namespace imis {

// All functions are const and safe from several threads; they throw Error that names the module's file where a module
// fails, or returns something other than the manifest says.
class Network {
public:
    // semantic_size: K of the category table, where there is one. Image encoder and mask decoder compute in the given
    // precision, the others in 32 bits. The bundle must outlive the object.
    Network(const Bundle& bundle, const at::Device& device, Precision precision,
            std::optional<std::int64_t> semantic_size);

    // Normalised image [1, 3, H, W] -> the manifest's features in the network's precision.
    [[nodiscard]] std::vector<at::Tensor> encode(const at::Tensor& image) const;

    // All mask tokens of T targets, float32.
    [[nodiscard]] DecoderOutput decode(const Embedding& embedding, const PromptBatch& prompts) const;

    // int64 [L] tokens -> float32 [D]. Only where has_text().
    [[nodiscard]] at::Tensor encode_text(const std::vector<std::int64_t>& tokens) const;
    [[nodiscard]] bool has_text() const { return text_encoder_.has_value(); }

    // Runs every module once (a large image encoder on a CPU excepted) and compares with what was recorded at export.
    void probe() const;

private:
    [[nodiscard]] DecoderOutput run_decoder(const Embedding& embedding, const PromptBatch& prompts) const;
    void check_shapes(const DecoderOutput& output, const PromptBatch& prompts) const;
    void probe_decoder() const;

    const Manifest& manifest_;
    at::Device device_;
    Precision precision_;
    std::optional<std::int64_t> semantic_size_;
    ScriptModule image_encoder_;
    ScriptModule prompt_encoder_;
    ScriptModule mask_decoder_;
    std::optional<ScriptModule> text_encoder_;
};

}  // namespace imis
