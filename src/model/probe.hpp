// The check at load that a bundle's modules fit together and give what they gave when they were exported.
#pragma once

#include "imis/model/engine.hpp"
#include "output_shapes.hpp"

namespace imis {

// Compares the decoder's outputs on the probe's prompt, whose shapes have been checked, with the manifest: candidates and
// recorded values. Throws Error that names the file and the manifest's field.
void check_decoder_probe(const Manifest& manifest, const std::filesystem::path& file, const DecoderOutput& output,
                         Precision precision);

// The prompt of the probe: one positive point at the centre of the grid, or the whole grid as box where a model takes no points.
[[nodiscard]] PromptBatch probe_prompt(const Manifest& manifest, const at::Device& device);

// Features of zeros in the manifest's shapes.
[[nodiscard]] Embedding probe_embedding(const Manifest& manifest, const at::TensorOptions& options);

}  // namespace imis
