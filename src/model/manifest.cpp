#include "imis/model/manifest.hpp"

#include <array>

#include "bundle_errors.hpp"
#include "imis/base/json_fields.hpp"
#include "imis/model/manifest_words.hpp"

namespace imis {
namespace {

constexpr int schema_version = 1;

Size read_size(const JsonFields& fields, const std::string& name) {
    const auto values = fields.get<std::vector<int>>(name);
    if (values.size() != 2 || values[0] < 1 || values[1] < 1 || values[0] > 16384 || values[1] > 16384) {
        fields.fail(name, "must be [height, width] in pixels");
    }
    return {values[0], values[1]};
}

std::array<float, 3> read_triple(const JsonFields& fields, const std::string& name) {
    const auto values = fields.get<std::vector<float>>(name);
    if (values.size() != 3) fields.fail(name, "must hold three numbers (red, green, blue)");
    return {values[0], values[1], values[2]};
}

std::vector<std::int64_t> read_tokens(const JsonFields& fields, const std::string& name) {
    auto tokens = fields.get<std::vector<std::int64_t>>(name);
    if (tokens.empty()) fields.fail(name, "must name at least one mask token");
    for (const auto token : tokens) {
        if (token < 0) fields.fail(name, "holds a negative mask token");
    }
    return tokens;
}

Resize read_resize(const JsonFields& fields, Size grid) {
    const Resize resize = fields.choice("resize", resize_words);
    if (resize == Resize::longest_side && grid.height != grid.width) {
        fields.fail("resize", "is 'longest-side', which needs a square 'input.size'");
    }
    return resize;
}

void read_normalisation(const JsonFields& fields, InputSpec& input) {
    input.normalisation = fields.choice_or("normalisation", Normalisation::mean_std, normalisation_words);
    if (input.normalisation == Normalisation::min_max) {
        for (const char* name : {"mean", "std"}) {
            if (fields.has(name)) fields.fail(name, "is given, but 'input.normalisation' 'min-max' uses none");
        }
        return;
    }
    input.mean = read_triple(fields, "mean");
    input.std = read_triple(fields, "std");
    for (const float value : input.std) {
        if (!(value > 0)) fields.fail("std", "must hold numbers above 0");
    }
}

InputSpec read_input(const JsonFields& fields) {
    fields.check_known({"size", "resize", "interpolation", "channels", "normalisation", "mean", "std", "intensity"});
    InputSpec input;
    input.size = read_size(fields, "size");
    input.resize = read_resize(fields, input.size);
    input.interpolation = fields.choice("interpolation", interpolation_words);
    input.channels = fields.choice("channels", channels_words);
    read_normalisation(fields, input);
    input.intensity = fields.choice_or("intensity", Intensity::none, intensity_words);
    return input;
}

StabilityRule read_stability(const JsonFields& fields) {
    fields.check_known({"delta", "threshold", "fallback"});
    StabilityRule rule{fields.get<float>("delta"), fields.get<float>("threshold"), read_tokens(fields, "fallback")};
    if (!(rule.delta >= 0)) fields.fail("delta", "must be 0 or more");
    if (!(rule.threshold >= 0 && rule.threshold <= 1)) fields.fail("threshold", "must be within 0 to 1");
    return rule;
}

CandidateRule read_candidates(const JsonFields& fields) {
    fields.check_known({"single_point", "otherwise", "stability"});
    CandidateRule rule{read_tokens(fields, "single_point"), read_tokens(fields, "otherwise"), std::nullopt};
    if (fields.has("stability")) rule.stability = read_stability(fields.at("stability"));
    return rule;
}

OutputSpec read_output(const JsonFields& fields, const InputSpec& input) {
    fields.check_known({"through", "activation", "threshold"});
    OutputSpec output;
    output.through = fields.choice("through", output_path_words);
    if (output.through == OutputPath::original && input.resize != Resize::stretch) {
        fields.fail("through", "is 'original', which needs 'input.resize' 'stretch'");
    }
    output.activation = fields.choice_or("activation", MaskActivation::none, activation_words);
    output.threshold = fields.get<float>("threshold");
    if (output.activation == MaskActivation::sigmoid && !(output.threshold > 0 && output.threshold < 1)) {
        fields.fail("threshold", "must lie between 0 and 1, because 'output.activation' makes probabilities");
    }
    return output;
}

// A kind that the manifest does not name, such as one that came after its time, is not taken.
PromptKinds read_prompts(const JsonFields& fields) {
    std::vector<std::string_view> known;
    PromptKinds taken;
    for (const PromptKindInfo& info : prompt_kinds) {
        known.push_back(info.word);
        if (fields.get_or(std::string(info.word), false)) taken.add(info.kind);
    }
    fields.check_known(known);
    return taken;
}

void read_interaction(const JsonFields& fields, Manifest& manifest) {
    manifest.policy = fields.choice_or("policy", ClickPolicy::imis, policy_words);
    manifest.grid = fields.choice_or("grid", ClickGrid::model, grid_words);
    manifest.history = fields.choice("history", history_words);
    manifest.mask_feedback = fields.choice("mask_feedback", mask_feedback_words);
    if (manifest.mask_feedback != MaskFeedback::none && !manifest.prompts.has(PromptKind::mask)) {
        fields.fail("mask_feedback", "feeds a mask back, but 'prompts.mask' is false");
    }
}

TextSpec read_text(const JsonFields& fields) {
    fields.check_known({"tokenizer", "merges", "context", "template"});
    if (const auto tokenizer = fields.get<std::string>("tokenizer"); tokenizer != "clip-bpe") {
        fields.fail("tokenizer", "is '" + tokenizer + "', but must be clip-bpe");
    }
    TextSpec text{fields.get<std::string>("merges"), fields.get<int>("context"), fields.get<std::string>("template")};
    if (text.context < 3) fields.fail("context", "must be 3 or more");
    if (text.sentence.find("{}") == std::string::npos) fields.fail("template", "has no {} for the name");
    return text;
}

std::map<std::string, FileRecord> read_files(const JsonFields& fields) {
    std::map<std::string, FileRecord> files;
    for (const std::string& name : fields.names()) {
        if (name.find('/') != std::string::npos || name.find("..") != std::string::npos) {
            fields.fail(name, "names a file outside the bundle");
        }
        const JsonFields entry = fields.at(name);
        entry.check_known({"sha256", "bytes"});
        files[name] = {entry.get<std::string>("sha256"), entry.get<std::uintmax_t>("bytes")};
    }
    return files;
}

std::map<std::string, std::string> read_modules(const JsonFields& fields) {
    fields.at("modules").check_known({"image_encoder", "prompt_encoder", "mask_decoder", "text_encoder"});
    return fields.get<std::map<std::string, std::string>>("modules");
}

ProbeRecord read_probe(const JsonFields& fields) {
    fields.check_known({"predicted_iou", "logits_mean"});
    return {fields.get<std::vector<float>>("predicted_iou"), fields.get<float>("logits_mean")};
}

// Every file that the manifest refers to must be among the hashed ones.
void check_listed(const JsonFields& fields, const Manifest& manifest, const std::string& file,
                  const std::string& field) {
    if (!manifest.files.contains(file)) fields.fail(field, "names '" + file + "', which 'files' does not list");
}

void check_references(const JsonFields& fields, const Manifest& manifest) {
    for (const std::string role : {"image_encoder", "prompt_encoder", "mask_decoder"}) {
        if (!manifest.modules.contains(role)) fields.fail("modules." + role, "is missing");
    }
    if (manifest.prompts.has(PromptKind::text) && (!manifest.text || !manifest.modules.contains("text_encoder"))) {
        fields.fail("prompts.text", "is true, but 'text' or 'modules.text_encoder' is missing");
    }
    for (const auto& [role, file] : manifest.modules) check_listed(fields, manifest, file, "modules." + role);
    if (manifest.text) check_listed(fields, manifest, manifest.text->merges, "text.merges");
    if (manifest.categories) check_listed(fields, manifest, *manifest.categories, "categories");
}

}  // namespace

Manifest read_manifest(const std::filesystem::path& file) {
    const JsonFields fields = read_bundle_json(file);
    if (const int schema = fields.get<int>("schema"); schema != schema_version) {
        fields.fail("schema", "is " + std::to_string(schema) + ", but this program reads schema " +
                                  std::to_string(schema_version));
    }
    fields.check_known({"schema",        "name",           "family",   "version",    "licence", "source",
                        "exported_with", "input",          "features", "prompts",    "policy",  "grid",
                        "history",       "mask_feedback",  "low_res",  "candidates", "output",  "text",
                        "categories",    "category_scale", "modules",  "probe",      "files"});
    Manifest manifest;
    manifest.name = fields.get<std::string>("name");
    manifest.family = fields.get<std::string>("family");
    manifest.version = fields.get<std::string>("version");
    manifest.licence = fields.get<std::string>("licence");
    manifest.source_sha256 = fields.at("source").get<std::string>("sha256");
    manifest.input = read_input(fields.at("input"));
    manifest.features = fields.get<std::vector<std::vector<std::int64_t>>>("features");
    if (manifest.features.empty()) fields.fail("features", "must hold at least one shape");
    manifest.prompts = read_prompts(fields.at("prompts"));
    read_interaction(fields, manifest);
    manifest.low_res = read_size(fields, "low_res");
    manifest.candidates = read_candidates(fields.at("candidates"));
    manifest.output = read_output(fields.at("output"), manifest.input);
    if (fields.has("text")) manifest.text = read_text(fields.at("text"));
    if (fields.has("categories")) manifest.categories = fields.get<std::string>("categories");
    manifest.category_scale = fields.get_or("category_scale", manifest.category_scale);
    if (!(manifest.category_scale > 0)) fields.fail("category_scale", "must be above 0");
    manifest.modules = read_modules(fields);
    manifest.probe = read_probe(fields.at("probe"));
    manifest.files = read_files(fields.at("files"));
    check_references(fields, manifest);
    return manifest;
}

}  // namespace imis
