#include "imis/model/manifest.hpp"

#include "imis/base/error.hpp"
#include "imis/model/manifest_words.hpp"
#include "json_fields.hpp"
#include "manifest_answer.hpp"
#include "manifest_fields.hpp"
#include "manifest_input.hpp"

namespace imis {
namespace {

constexpr int schema_version = 1;

PromptSupport read_prompts(const JsonFields& fields) {
    fields.check_known({"point", "box", "text", "mask"});
    return {fields.get<bool>("point"), fields.get<bool>("box"), fields.get<bool>("text"), fields.get<bool>("mask")};
}

void read_interaction(const JsonFields& fields, Manifest& manifest) {
    manifest.policy = read_choice_or(fields, "policy", ClickPolicy::imis, policy_words);
    manifest.grid = read_choice_or(fields, "grid", ClickGrid::model, grid_words);
    manifest.history = read_choice(fields, "history", history_words);
    manifest.mask_feedback = read_choice(fields, "mask_feedback", mask_feedback_words);
    if (manifest.mask_feedback != MaskFeedback::none && !manifest.prompts.mask) {
        throw fields.error("mask_feedback", "feeds a mask back, but 'prompts.mask' is false");
    }
}

TextSpec read_text(const JsonFields& fields) {
    fields.check_known({"tokenizer", "merges", "context", "template"});
    (void)read_choice(fields, "tokenizer", Words<bool, 1>{{{true, "clip-bpe"}}});
    TextSpec text{fields.get<std::string>("merges"), fields.get<int>("context"), fields.get<std::string>("template")};
    if (text.context < 3) throw fields.error("context", "must be 3 or more");
    if (text.sentence.find("{}") == std::string::npos) throw fields.error("template", "has no {} for the name");
    return text;
}

std::map<std::string, FileRecord> read_files(const JsonFields& fields) {
    std::map<std::string, FileRecord> files;
    for (const auto& [name, record] : fields.json().items()) {
        if (name.find('/') != std::string::npos || name.find("..") != std::string::npos) {
            throw fields.error(name, "names a file outside the bundle");
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

double read_category_scale(const JsonFields& fields) {
    const auto scale = fields.get<double>("category_scale");
    if (!(scale > 0)) throw fields.error("category_scale", "must be above 0");
    return scale;
}

// Every file that the manifest refers to must be among the hashed ones.
void check_listed(const JsonFields& fields, const Manifest& manifest, const std::string& file,
                  const std::string& field) {
    if (!manifest.files.contains(file)) throw fields.error(field, "names '" + file + "', which 'files' does not list");
}

void check_references(const JsonFields& fields, const Manifest& manifest) {
    for (const std::string role : {"image_encoder", "prompt_encoder", "mask_decoder"}) {
        if (!manifest.modules.contains(role)) throw fields.error("modules." + role, "is missing");
    }
    if (manifest.prompts.text && (!manifest.text || !manifest.modules.contains("text_encoder"))) {
        throw fields.error("prompts.text", "is true, but 'text' or 'modules.text_encoder' is missing");
    }
    for (const auto& [role, file] : manifest.modules) check_listed(fields, manifest, file, "modules." + role);
    if (manifest.text) check_listed(fields, manifest, manifest.text->merges, "text.merges");
    if (manifest.categories) check_listed(fields, manifest, *manifest.categories, "categories");
}

}  // namespace

Manifest read_manifest(const std::filesystem::path& file) {
    const nlohmann::json json = parse_json_file(file);
    const JsonFields fields(json, file);
    if (const int schema = fields.get<int>("schema"); schema != schema_version) {
        throw fields.error("schema", "is " + std::to_string(schema) + ", but this program reads schema " +
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
    if (manifest.features.empty()) throw fields.error("features", "must hold at least one shape");
    manifest.prompts = read_prompts(fields.at("prompts"));
    read_interaction(fields, manifest);
    manifest.low_res = read_size(fields, "low_res");
    manifest.candidates = read_candidates(fields.at("candidates"));
    manifest.output = read_output(fields.at("output"), manifest.input);
    if (fields.has("text")) manifest.text = read_text(fields.at("text"));
    if (fields.has("categories")) manifest.categories = fields.get<std::string>("categories");
    if (fields.has("category_scale")) manifest.category_scale = read_category_scale(fields);
    manifest.modules = read_modules(fields);
    manifest.probe = read_probe(fields.at("probe"));
    manifest.files = read_files(fields.at("files"));
    check_references(fields, manifest);
    return manifest;
}

}  // namespace imis
