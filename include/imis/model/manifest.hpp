// model.json: what a model bundle is, takes and returns. Everything that differs between model families is kept here,
// so that neither the engine nor the evaluation asks which family it runs. The format is described in
// docs/bundle-format.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "imis/model/input_spec.hpp"
#include "imis/model/prompt_kind.hpp"

namespace imis {

// The text prompt: tokenizer and sentence.
struct TextSpec {
    std::string merges;    // file of byte-pair merges in the bundle
    int context = 0;       // most tokens of a sentence, start and end included
    std::string sentence;  // template, the name goes in at {}
};

// How the next click is found (imis/interaction).
enum class ClickPolicy { imis, sam_med2d, ritm, cvpr25 };

// Where clicks are drawn: among the pixels of the model grid or of the original image.
enum class ClickGrid { model, original };

// Which earlier prompts are sent again in a later round.
enum class History {
    last,    // none: the new click alone
    points,  // all clicks, without the first round's box and text
    all,
};

// What of the previous round's mask is fed back.
enum class MaskFeedback { logits, sigmoid, none };

// SAM 2's choice by stability (sam2_base.py, mask_decoder.py: _dynamic_multimask_via_stability). A candidate's
// stability is the number of its logits above delta, divided by the number of those above -delta, or 1 where there are
// none.
struct StabilityRule {
    float delta = 0;
    float threshold = 0;  // a candidate less stable than this ...
    std::vector<std::int64_t>
        fallback;  // ... gives way to that of these mask tokens which has the highest predicted IoU
};

// The decoder's mask tokens that are offered as candidates; the one of highest predicted IoU is the answer.
struct CandidateRule {
    std::vector<std::int64_t> single_point;  // the prompt is one point, without box and text
    std::vector<std::int64_t> otherwise;
    std::optional<StabilityRule> stability;  // concerns prompts that fall under `otherwise`
};

// How the decoder's low-res logits are brought to the original size; all interpolation is bilinear with half-pixel
// centres.
enum class OutputPath {
    input,     // to the model grid, cropped to the image's part of it, then to the original size
    original,  // straight to the original size
};

// What is applied to the low-res logits before they are interpolated.
enum class MaskActivation { none, sigmoid };

// How the decoder's answer becomes a mask.
struct OutputSpec {
    OutputPath through = OutputPath::input;
    MaskActivation activation = MaskActivation::none;
    float threshold = 0;  // foreground where the interpolated value is greater: a logit, or a probability after sigmoid
};

// Recorded by the exporter with features of zeros and one positive point at (width / 2, height / 2).
struct ProbeRecord {
    std::vector<float> predicted_iou;  // of every mask token
    float logits_mean = 0;             // over all tokens and pixels
};

struct FileRecord {
    std::string sha256;
    std::uintmax_t bytes = 0;
};

struct Manifest {
    std::string name;
    std::string family;
    std::string version;
    std::string licence;
    std::string source_sha256;  // of the checkpoint that the bundle was exported from
    InputSpec input;
    std::vector<std::vector<std::int64_t>> features;  // shapes of the encoder's outputs, without the batch
    PromptKinds prompts;                              // that the model takes
    ClickPolicy policy = ClickPolicy::imis;
    ClickGrid grid = ClickGrid::model;
    History history = History::last;
    MaskFeedback mask_feedback = MaskFeedback::logits;
    Size low_res;
    CandidateRule candidates;
    OutputSpec output;
    std::optional<TextSpec> text;
    std::optional<std::string> categories;       // file
    double category_scale = 1;                   // of the category scores before their softmax
    std::map<std::string, std::string> modules;  // role -> file
    ProbeRecord probe;
    std::map<std::string, FileRecord> files;
};

// Reads FILE (a model.json). Throws Error that names the file, the field and the remedy where a field is missing, of
// the wrong type, holds a value that this program does not know, or contradicts another one. Fields that may be absent
// have the defaults above.
[[nodiscard]] Manifest read_manifest(const std::filesystem::path& file);

}  // namespace imis
