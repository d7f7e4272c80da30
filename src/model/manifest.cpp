#include "imis/model/manifest.hpp"

#include "imis/base/error.hpp"
#include "json_fields.hpp"

namespace imis {
namespace {

constexpr int schema_version = 1;

Size read_size(const JsonFields& fields, const std::string& name) {
    const auto values = fields.get<std::vector<int>>(name);
    if (values.size() != 2 || values[0] < 1 || values[1] < 1 || values[0] > 16384 || values[1] > 16384) {
        throw fields.error(name, "must be [height, width] in pixels");
    }
    return {values[0], values[1]};
}

// A field that must hold one of the values this program knows.
template <typename T>
T read_choice(const JsonFields& fields, const std::string& name, const std::map<std::string, T>& choices) {
    const auto value = fields.get<std::string>(name);
    const auto found = choices.find(value);
    if (found != choices.end()) return found->second;
    std::string known;
    for (const auto& [choice, unused] : choices) known += (known.empty() ? "" : ", ") + choice;
    throw fields.error(name, "is '" + value + "', but this program knows " + known);
}

std::array<float, 3> read_triple(const JsonFields& fields, const std::string& name) {
    const auto values = fields.get<std::vector<float>>(name);
    if (values.size() != 3) throw fields.error(name, "must hold three numbers (red, green, blue)");
    return {values[0], values[1], values[2]};
}

InputSpec read_input(const JsonFields& fields) {
    read_choice<int>(fields, "resize", {{"stretch", 0}});
    read_choice<int>(fields, "interpolation", {{"nearest-exact", 0}});
    read_choice<int>(fields, "channels", {{"RGB", 0}});
    InputSpec input{read_size(fields, "size"), read_triple(fields, "mean"), read_triple(fields, "std")};
    for (const float value : input.std) {
        if (!(value > 0)) throw fields.error("std", "must hold numbers above 0");
    }
    return input;
}

std::vector<std::int64_t> read_tokens(const JsonFields& fields, const std::string& name) {
    auto tokens = fields.get<std::vector<std::int64_t>>(name);
    if (tokens.empty()) throw fields.error(name, "must name at least one mask token");
    for (const auto token : tokens) {
        if (token < 0) throw fields.error(name, "holds a negative mask token");
    }
    return tokens;
}

PromptSupport read_prompts(const JsonFields& fields) {
    return {fields.get<bool>("point"), fields.get<bool>("box"), fields.get<bool>("text"), fields.get<bool>("mask")};
}

TextSpec read_text(const JsonFields& fields) {
    read_choice<int>(fields, "tokenizer", {{"clip-bpe", 0}});
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
        files[name] = {entry.get<std::string>("sha256"), entry.get<std::uintmax_t>("bytes")};
    }
    return files;
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
    manifest.history = read_choice<History>(fields, "history", {{"last", History::last}, {"all", History::all}});
    manifest.mask_feedback = read_choice<MaskFeedback>(
        fields, "mask_feedback",
        {{"logits", MaskFeedback::logits}, {"sigmoid", MaskFeedback::sigmoid}, {"none", MaskFeedback::none}});
    if (manifest.mask_feedback != MaskFeedback::none && !manifest.prompts.mask) {
        throw fields.error("mask_feedback", "feeds a mask back, but 'prompts.mask' is false");
    }
    manifest.low_res = read_size(fields, "low_res");
    const JsonFields candidates = fields.at("candidates");
    manifest.candidates = {read_tokens(candidates, "single_point"), read_tokens(candidates, "otherwise")};
    const JsonFields output = fields.at("output");
    read_choice<int>(output, "through", {{"input", 0}});
    manifest.threshold = output.get<float>("threshold");
    if (fields.has("text")) manifest.text = read_text(fields.at("text"));
    if (fields.has("categories")) manifest.categories = fields.get<std::string>("categories");
    manifest.modules = fields.get<std::map<std::string, std::string>>("modules");
    const JsonFields probe = fields.at("probe");
    manifest.probe = {probe.get<std::vector<float>>("predicted_iou"), probe.get<float>("logits_mean")};
    manifest.files = read_files(fields.at("files"));
    check_references(fields, manifest);
    return manifest;
}

}  // namespace imis
