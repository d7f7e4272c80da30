#include <ATen/ATen.h>

#include "imis/base/error.hpp"
#include "imis/base/sha256.hpp"
#include "imis/model/bundle.hpp"
#include "imis/model/engine.hpp"
#include "imis/model/tokenizer.hpp"
#include "script_module.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

// Runs checks in turn; after a failure, those that need what failed are only listed.
class Checklist {
public:
    explicit Checklist(const std::function<void(const Requirement&)>& report) : report_(report) {}

    // Returns whether the requirement is met.
    template <typename Check>
    bool require(const std::string& text, bool reachable, Check check) {
        Requirement requirement{text, Requirement::State::not_reached, ""};
        if (reachable) {
            try {
                check();
                requirement.state = Requirement::State::met;
            } catch (const std::exception& problem) {
                requirement.state = Requirement::State::failed;
                requirement.problem = reason(problem);
            }
        }
        const bool met = requirement.state == Requirement::State::met;
        all_met_ = all_met_ && met;
        report_(requirement);
        return met;
    }

    [[nodiscard]] bool all_met() const { return all_met_; }

private:
    const std::function<void(const Requirement&)>& report_;
    bool all_met_ = true;
};

// T targets prompted in the middle of the grid. Kinds: of 'p' (a point), 'q' (a second one), 'b' (a box), 'm' (a mask).
PromptBatch sample_prompts(const Manifest& manifest, const std::string& kinds, std::int64_t targets) {
    const auto width = static_cast<float>(manifest.input.size.width);
    const auto height = static_cast<float>(manifest.input.size.height);
    PromptBatch prompts;
    for (const char kind : kinds) {
        if (kind == 'p' || kind == 'q') {
            const at::Tensor point = at::tensor({width / 2, height / 3}).view({1, 1, 2}).expand({targets, 1, 2});
            const at::Tensor label = at::full({targets, 1}, kind == 'p' ? 1 : 0, at::kLong);
            prompts.points = prompts.points.defined() ? at::cat({prompts.points, point}, 1) : point;
            prompts.labels = prompts.labels.defined() ? at::cat({prompts.labels, label}, 1) : label;
        }
        if (kind == 'b') {
            prompts.boxes =
                at::tensor({width / 4, height / 4, width / 2, height / 2}).view({1, 4}).expand({targets, 4});
        }
        if (kind == 'm') prompts.mask = at::zeros({targets, 1, manifest.low_res.height, manifest.low_res.width});
    }
    return prompts;
}

void check_decoded(const Engine& engine, const Embedding& embedding, const std::string& kinds) {
    const Manifest& manifest = engine.manifest();
    for (const std::int64_t targets : {1, 2}) {
        const Decoded decoded = engine.decode(embedding, sample_prompts(manifest, kinds, targets));
        if (!decoded.low_res.isfinite().all().item<bool>()) {
            throw Error("mask_decoder: logits are NaN or infinite on a grey image; check the weights");
        }
    }
}

Image grey_image(Size size) {
    return {size, std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()) * 3, 128)};
}

void check_prompts(Checklist& list, const Engine* engine, const Embedding& embedding, const Manifest& manifest) {
    struct Kinds {
        const char* text;
        const char* letters;
        bool wanted;
    };
    const PromptKinds takes = manifest.prompts;
    for (const auto& [text, letters, wanted] :
         {Kinds{"a point gives finite masks for one and two targets", "p", takes.has(PromptKind::point)},
          Kinds{"a box gives finite masks for one and two targets", "b", takes.has(PromptKind::box)},
          Kinds{"two points and a box give finite masks", "pqb",
                takes.has(PromptKind::point) && takes.has(PromptKind::box)},
          Kinds{"two points and the last mask give finite masks", "pqm",
                takes.has(PromptKind::point) && takes.has(PromptKind::mask)}}) {
        if (!wanted) continue;
        list.require(text, engine != nullptr && !embedding.features.empty(),
                     [&, kinds = std::string(letters)] { check_decoded(*engine, embedding, kinds); });
    }
}

void check_text(Checklist& list, const Bundle& bundle, const Engine* engine) {
    const Manifest& manifest = bundle.manifest;
    if (manifest.text) {
        list.require(manifest.text->merges + ": a vocabulary that can be read", true,
                     [&] { (void)Tokenizer(bundle.file(manifest.text->merges), manifest.text->context); });
    }
    if (manifest.categories) {
        list.require(*manifest.categories + ": a category table that can be read", true,
                     [&] { (void)Categories::read(bundle.file(*manifest.categories)); });
    }
    if (manifest.prompts.has(PromptKind::text) && !manifest.categories) {
        list.require("a name gives a text vector", engine != nullptr, [&] { (void)engine->encode_label("liver"); });
    }
}

}  // namespace

bool check_bundle(const fs::path& folder, const std::function<void(const Requirement&)>& report) {
    Checklist list(report);
    Bundle bundle;
    const bool manifest =
        list.require("model.json: every field is there and known", true, [&] { bundle = read_bundle(folder); });
    if (!manifest) return false;
    bool files = true;
    for (const auto& [name, record] : bundle.manifest.files) {
        files = list.require(name + ": has its size and SHA-256", true, [&, file = name] {
            check_bundle_file(bundle, file);
        }) && files;
    }
    bool modules = true;
    for (const ModuleRole& role : {image_encoder_role, prompt_encoder_role, mask_decoder_role, text_encoder_role}) {
        const auto file = bundle.manifest.modules.find(std::string(role.name));
        if (file == bundle.manifest.modules.end()) continue;
        modules =
            list.require(file->second + ": TorchScript, forward takes " + std::to_string(role.inputs) +
                             (role.inputs == 1 ? " input" : " inputs") + " and returns " + std::string(role.output),
                         true, [&] { (void)ScriptModule(bundle, role, at::kCPU, at::kFloat); }) &&
            modules;
    }
    std::unique_ptr<Engine> engine;
    list.require("the probe: the modules answer as recorded", files && modules,
                 [&] { engine = std::make_unique<Engine>(bundle, EngineOptions{.device = "cpu"}); });
    Embedding embedding;
    list.require("a grey image gives features of the shapes in 'features'", engine != nullptr,
                 [&] { embedding = engine->encode(grey_image(bundle.manifest.input.size)); });
    check_prompts(list, engine.get(), embedding, bundle.manifest);
    check_text(list, bundle, engine.get());
    return list.all_met();
}

}  // namespace imis
