// The engine: encode(image) -> embedding, decode(embedding, prompts) -> masks. Const after construction and safe to
// call from several threads; whatever changes from call to call is passed in. The only place that runs TorchScript.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "imis/image/image.hpp"
#include "imis/image/placement.hpp"
#include "imis/model/bundle.hpp"
#include "imis/model/categories.hpp"
#include "imis/model/device.hpp"

namespace imis {

struct EngineOptions {
    std::string device = "auto";  // a name that find_device takes
    Precision precision = Precision::fp32;
    int threads = 1;  // that one call may compute with on a CPU
    int batch = 0;    // targets to decode together; 0: as batch_size() says
};

// What the image encoder gives for one image, on the engine's device and in its precision; shared by all targets.
struct Embedding {
    std::vector<at::Tensor> features;
    Placement placement;  // of the image on the model grid
};

// The prompts of T targets, all of one kind: each tensor is undefined (no such prompt) or holds all T. On any device.
struct PromptBatch {
    at::Tensor points;  // float32 [T, N, 2], (x, y) in pixels of the model grid
    at::Tensor labels;  // int64 [T, N]: 1 object, 0 background, -1 no point
    at::Tensor boxes;   // float32 [T, 4]: x0, y0, x1, y1, inclusive, pixels of the model grid
    at::Tensor text;    // float32 [T, D], from encode_text
    at::Tensor mask;    // float32 [T, 1, h, w], as the manifest's mask_feedback asks for
};

// All masks that the decoder returned for each of T targets, float32 on the engine's device.
struct Candidates {
    at::Tensor low_res;        // [T, C, h, w] logits
    at::Tensor predicted_iou;  // [T, C]
    at::Tensor semantic;       // [T, C, K]
    at::Tensor chosen;         // int64 [T]: which of them answers, by the manifest's rule

    // Of the C masks those that the manifest's rule names for any prompt; the others are not meant to be looked at.
    std::vector<std::int64_t> offered;
};

// The chosen candidate of each of T targets, float32 on the engine's device.
struct Decoded {
    at::Tensor low_res;        // [T, h, w] logits
    at::Tensor predicted_iou;  // [T]
    at::Tensor semantic;       // [T, K]
};

class Engine {
public:
    // Loads the modules of a bundle (already checked by open_bundle) onto the device and runs the probe: the decoder on
    // features of zeros against the values the exporter recorded, the text encoder on a sentence, and the image encoder
    // on a grey image where its input is small (512 px or less) or the device is a GPU; a larger one on a CPU is
    // checked by the first image. Throws Error that names the file, and UsageError where the device can't be had.
    Engine(const Bundle& bundle, const EngineOptions& options);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    [[nodiscard]] const Manifest& manifest() const;
    [[nodiscard]] const at::Device& device() const;
    [[nodiscard]] Precision precision() const;

    // Where an image of this size lies on the model grid (place(), model/input_spec.hpp).
    [[nodiscard]] Placement placement(Size original) const;

    // Brings the image onto the model grid, normalises (to_model_input) and runs the image encoder.
    [[nodiscard]] Embedding encode(const Image& image) const;

    // Runs prompt encoder and mask decoder once for T targets and picks each target's candidate by the manifest's rule
    // for one point alone (one point, neither box nor text) or for any other prompt.
    [[nodiscard]] Decoded decode(const Embedding& embedding, const PromptBatch& prompts) const;

    // The same with the masks that were not picked.
    [[nodiscard]] Candidates decode_candidates(const Embedding& embedding, const PromptBatch& prompts) const;

    // Low-res logits float32 [T, h, w] -> values on the model grid, float32 [T, H, W]: logits, or probabilities where
    // the manifest's output.activation is sigmoid. Bilinear, half-pixel centres.
    [[nodiscard]] at::Tensor to_grid(const at::Tensor& low_res) const;

    // The image's part of what to_grid gave, [T, content height, content width].
    [[nodiscard]] at::Tensor to_image_part(const at::Tensor& grid_values, const Placement& placement) const;

    // Low-res logits float32 [T, h, w] -> values at the original size, float32 [T, height, width], logits or
    // probabilities as above, on the way that the manifest's output.through names: over the model grid, cut to the
    // image's part of it, or straight. Bilinear, half-pixel centres; values that have the size already are not
    // interpolated again. grid_values: what to_grid gave for the same logits, where the caller has it; it saves the
    // first interpolation.
    [[nodiscard]] at::Tensor to_original(const at::Tensor& low_res, const Placement& placement,
                                         const at::Tensor& grid_values = {}) const;

    // Values of to_grid or to_original -> mask, bool of the same shape: greater than the manifest's threshold.
    [[nodiscard]] at::Tensor foreground(const at::Tensor& values) const;

    // The vector of a name used as text prompt, float32 [D]; none where the bundle's category table has no name for
    // this label. Throws Error where the bundle takes no text.
    [[nodiscard]] std::optional<at::Tensor> encode_label(const std::string& label) const;

    // The sentence that encode_label would encode ("A segmentation area of a right kidney."); none as above.
    [[nodiscard]] std::optional<std::string> label_sentence(const std::string& label) const;

    // The sentence for words that a person typed: a name of the category table becomes the sentence that encode_label
    // encodes, a text that has the form of such a sentence already stays as it is, and anything else is put into the
    // manifest's template. Throws Error where the bundle takes no text or the words are not valid UTF-8.
    [[nodiscard]] std::string text_sentence(const std::string& words) const;

    // The vector of a sentence, float32 [D]. Throws UsageError where it has more tokens than the text encoder takes.
    [[nodiscard]] at::Tensor encode_sentence(const std::string& sentence) const;

    // How likely each category is, [T, K] -> float32 [T, n]: softmax of the cosines between semantic vector and
    // categories, times the manifest's category_scale (IMIS-Bench predictor.py, predict_category, where the scale is
    // 1). Undefined where the bundle has no table.
    [[nodiscard]] at::Tensor category_probabilities(const at::Tensor& semantic) const;

    // Indices of the most likely categories of each semantic vector, [T, K] -> int64 [T, at most `most`], the most
    // likely first and the lower index where two are alike; undefined where the bundle has no table.
    [[nodiscard]] at::Tensor categorise(const at::Tensor& semantic, std::int64_t most = 1) const;

    // The category that the bundle's table has for a data set's label; none where it has none.
    [[nodiscard]] std::optional<std::string> label_category(const std::string& label) const;
    [[nodiscard]] const std::vector<std::string>& category_names() const;

    // How many targets to decode together: as many as keep the decoder's image-side activations within the cache (CPU)
    // or a fixed share of memory (GPU). Depends on bundle and device alone, so that results do not depend on the
    // machine's load. The batch of the options takes its place, and halve_batch lowers it.
    [[nodiscard]] std::int64_t batch_size() const;

    // Makes batch_size() at most half of a batch that memory did not suffice for, and warns. Returns what it is then.
    [[nodiscard]] std::int64_t halve_batch(std::int64_t failed) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace imis
