// What the modules of a bundle give, against what its manifest says: shapes at every call, and at load the values of a
// probe that were recorded when they were exported.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include <ATen/ATen.h>

#include "imis/model/engine.hpp"
#include "imis/model/manifest.hpp"

namespace imis {

// Outputs of one decoder call for all mask tokens.
struct DecoderOutput {
    at::Tensor logits;         // [T, C, h, w]
    at::Tensor predicted_iou;  // [T, C]
    at::Tensor semantic;       // [T, C, K]
};

// Checks the shapes of the decoder's outputs for `targets` targets: C as in 'probe.predicted_iou', h and w as in
// 'low_res', K as given by the category table, if there is one. Looks at sizes only, so it costs nothing on a GPU.
// Throws Error that names the file and the manifest's field.
void check_decoder_shapes(const Manifest& manifest, const std::filesystem::path& file, const DecoderOutput& output,
                          std::int64_t targets, std::optional<std::int64_t> semantic_size);

// Checks the shapes of the image encoder's outputs against the manifest's 'features'. Throws Error.
void check_features(const Manifest& manifest, const std::filesystem::path& file,
                    const std::vector<at::Tensor>& features);

// Compares the decoder's outputs on the probe's prompt, whose shapes have been checked, with the manifest: candidates
// and recorded values. Throws Error that names the file and the manifest's field.
void check_decoder_probe(const Manifest& manifest, const std::filesystem::path& file, const DecoderOutput& output,
                         Precision precision);

// The prompt of the probe: one positive point at the centre of the grid, or the whole grid as box where a model takes
// no points.
[[nodiscard]] PromptBatch probe_prompt(const Manifest& manifest, const at::Device& device);

// Features of zeros in the manifest's shapes.
[[nodiscard]] Embedding probe_embedding(const Manifest& manifest, const at::TensorOptions& options);

}  // namespace imis
