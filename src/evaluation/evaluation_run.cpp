#include "imis/evaluation/evaluation_run.hpp"

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "imis/base/log.hpp"
#include "imis/evaluation/context.hpp"
#include "imis/evaluation/plan.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/model/device.hpp"
#include "run_extension.hpp"

namespace imis {
namespace {

std::vector<System> open_systems(const EvaluationOptions& options) {
    std::vector<Bundle> bundles;
    for (const auto& folder : options.models) bundles.push_back(open_bundle(folder));
    return plan_systems(options, std::move(bundles));
}

// The systems' indices in the order of their runs.
std::vector<std::size_t> run_order(const std::vector<System>& systems) {
    std::vector<std::size_t> order(systems.size());
    std::iota(order.begin(), order.end(), 0);
    const auto reference = order.begin() + static_cast<std::ptrdiff_t>(reference_system(systems));
    std::rotate(order.begin(), reference, reference + 1);
    return order;
}

// The prompts that a system was given, from the store of its results.
PromptSource stored_prompts(const ResultStore& store, const std::string& model) {
    return [&store, model](const std::string& dataset, const std::string&, std::int64_t item) {
        RecordedPrompts prompts;
        for (const RoundResult& round : store.rounds(model, dataset, item)) {
            prompts[{round.target, round.repeat}].push_back(prompt_from_json(round.prompt));
        }
        return prompts;
    };
}

PromptSource prompts_of(const PromptFile& file) {
    return [&file](const std::string& dataset, const std::string& image, std::int64_t) {
        return file.prompts(dataset, image);
    };
}

void keep_images_of(const PromptFile& file, const EvaluationOptions& options, Plan& plan) {
    const std::vector<std::string> missing = keep_recorded(file, options, plan);
    if (missing.empty()) return;
    log::warn(options.prompts.string() + ": targets with prompts that are not used: " + std::to_string(missing.size()) +
              " (the first: " + missing.front() +
              "); there is no such data set, image or target here, or an option leaves it out");
}

}  // namespace

EvaluationRun::EvaluationRun(const EvaluationOptions& options, std::optional<PromptFile> prompts)
    : options_(options), prompts_(std::move(prompts)), plan_(make_plan(options)) {
    if (prompts_) keep_images_of(*prompts_, options_, plan_);
    systems_ = open_systems(options_);
    // Before earlier results are touched.
    const bool continues = !options_.overwrite && std::filesystem::exists(options_.output / run_folder::store);
    if (!continues) load_all();
    keep_metrics_of_earlier_run(options_, plan_);
    context_ = make_context(options_, plan_, systems_, find_device(options_.device));
    store_ = std::make_unique<ResultStore>(options_.output, context_, options_.overwrite, plan_.measured);
    if (plan_.measured.data() != plan_.metrics.data()) {
        shown_store_ = std::make_unique<ResultStore>(options_.output, plan_.metrics);
    }
    const auto needs = [this](const System& system) { return needs_model(system); };
    if (continues && std::ranges::any_of(systems_, needs)) load_all();
}

void EvaluationRun::run(const SystemProgress& progress) {
    for (const std::size_t index : run_order(systems_)) run_system(systems_[index], progress);
}

void EvaluationRun::load_all() {
    for (const System& system : systems_) load(system);
}

void EvaluationRun::load(const System& system) {
    if (engine_ && loaded_ == system.name()) return;
    engine_.reset();  // one model in memory at a time
    engine_ = std::make_unique<Engine>(system.bundle, EngineOptions{options_.device, options_.precision});
    loaded_ = system.name();
}

bool EvaluationRun::needs_model(const System& system) const {
    if (system.rounds == 0) return false;
    if (store_->finished(system.name()).size() < plan_.images.size()) return true;
    return std::ranges::any_of(lacking_images(*store_, system, plan_, options_), &Lacking::needs_model);
}

void EvaluationRun::run_system(const System& system, const SystemProgress& progress) {
    if (system.rounds == 0) {
        log::info(system.name() + " takes no " + system.lacks + " prompts: marked so in the tables, not scored");
        return;
    }
    if (system.rounds < options_.rounds) {
        log::info(system.name() + " takes no " + system.lacks + " prompts: of " + std::to_string(options_.rounds) +
                  " rounds only the first is run");
    }
    if (systems_.size() > 1) log::info("system " + system.name());
    const ImageSet again =
        extend_without_model(lacking_images(*store_, system, plan_, options_), *store_, system, plan_, options_);
    if (again.empty() && store_->finished(system.name()).size() == plan_.images.size()) {
        log::info("all " + std::to_string(plan_.images.size()) + " images were evaluated earlier");
        return;
    }
    load(system);
    const PromptSource prompts =
        prompts_ ? prompts_of(*prompts_) : stored_prompts(*store_, systems_[reference_system(systems_)].name());
    run_evaluation(*engine_, system, plan_, options_, prompts, *store_, progress(system), again);
}

}  // namespace imis
