// model.json: what a model bundle is, takes and gives. Everything that differs between model families stands here, so that
// neither the engine nor the evaluation asks which family it runs. The format is described in docs/bundle-format.md.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "imis/image/geometry.hpp"

namespace imis {

// How an image becomes the encoder's input.
struct InputSpec {
    Size size;                  // the model grid, pixels
    std::array<float, 3> mean;  // subtracted from RGB values in 0..255 ...
    std::array<float, 3> std;   // ... and divided by
};

// The text prompt: tokenizer and sentence.
struct TextSpec {
    std::string merges;    // file of byte-pair merges in the bundle
    int context = 0;       // most tokens of a sentence, start and end included
    std::string sentence;  // template, the name goes in at {}
};

// Which kinds of prompt a model takes.
struct PromptSupport {
    bool point = false;
    bool box = false;
    bool text = false;
    bool mask = false;  // the previous round's low-res mask
};

// Which earlier prompts are sent again in a later round.
enum class History { last, all };

// What of the previous round's mask is fed back.
enum class MaskFeedback { logits, sigmoid, none };

// The decoder's mask tokens that are offered as candidates; the one of highest predicted IoU is the answer.
struct CandidateRule {
    std::vector<std::int64_t> single_point;  // the prompt is one point and nothing else
    std::vector<std::int64_t> otherwise;
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
    PromptSupport prompts;
    History history = History::last;
    MaskFeedback mask_feedback = MaskFeedback::logits;
    Size low_res;
    CandidateRule candidates;
    float threshold = 0;  // foreground where the logit at the original size is greater
    std::optional<TextSpec> text;
    std::optional<std::string> categories;       // file
    std::map<std::string, std::string> modules;  // role -> file
    ProbeRecord probe;
    std::map<std::string, FileRecord> files;
};

// Reads FILE (a model.json). Throws Error that names the file, the field and the remedy where a field is missing, of the
// wrong type, or holds a value that this program does not know.
[[nodiscard]] Manifest read_manifest(const std::filesystem::path& file);

}  // namespace imis
