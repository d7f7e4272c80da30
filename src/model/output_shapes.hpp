// What the modules of a bundle give, against what its manifest says.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <ATen/ATen.h>

#include "imis/model/manifest.hpp"

namespace imis {

// Outputs of one decoder call for all mask tokens.
struct DecoderOutput {
    at::Tensor logits;         // [T, C, h, w]
    at::Tensor predicted_iou;  // [T, C]
    at::Tensor semantic;       // [T, C, K]
};

// Checks the shapes of the decoder's outputs for `targets` targets: C as in 'probe.predicted_iou', h and w as in 'low_res', K
// as given by the category table, if there is one. Looks at sizes only, so it costs nothing on a GPU. Throws Error that names
// the file and the manifest's field.
void check_decoder_shapes(const Manifest& manifest, const std::filesystem::path& file, const DecoderOutput& output,
                          std::int64_t targets, std::optional<std::int64_t> semantic_size);

// Checks the shapes of the image encoder's outputs against the manifest's 'features'. Throws Error.
void check_features(const Manifest& manifest, const std::filesystem::path& file,
                    const std::vector<at::Tensor>& features);

}  // namespace imis
