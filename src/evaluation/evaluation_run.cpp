#include "imis/evaluation/evaluation_run.hpp"

#include <algorithm>
#include <numeric>

#include "imis/base/log.hpp"
#include "imis/base/stopwatch.hpp"
#include "imis/evaluation/context.hpp"
#include "imis/evaluation/plan.hpp"
#include "imis/evaluation/run_place.hpp"
#include "imis/evaluation/volume_pipeline.hpp"
#include "imis/model/device.hpp"
#include "run_extension.hpp"

namespace imis {
namespace {

std::unique_ptr<Engine> engine_of(const Bundle& bundle, const EvaluationOptions& options) {
    return std::make_unique<Engine>(bundle, EngineOptions{options.device, options.precision});
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

Plan planned_images(const EvaluationOptions& options, const std::optional<PromptFile>& prompts) {
    Plan plan = make_plan(options);
    if (prompts) keep_images_of(*prompts, options, plan);
    keep_metrics_of_earlier_run(options, plan);
    return plan;
}

PlannedRun with_systems(Plan plan, const EvaluationOptions& options, std::vector<Bundle> bundles) {
    PlannedRun run{std::move(plan), plan_systems(options, std::move(bundles)), {}};
    run.context = make_context(options, run.plan, run.systems, find_device(options.device));
    return run;
}

}  // namespace

std::size_t PlannedRun::tasks() const {
    const auto asked = std::ranges::count_if(systems, [](const System& system) { return system.rounds > 0; });
    return static_cast<std::size_t>(asked) * plan.size();
}

std::vector<Bundle> open_bundles(const EvaluationOptions& options) {
    std::vector<Bundle> bundles;
    bundles.reserve(options.models.size());
    for (const auto& folder : options.models) bundles.push_back(open_bundle(folder));
    return bundles;
}

PlannedRun plan_run(const EvaluationOptions& options, const std::optional<PromptFile>& prompts,
                    std::vector<Bundle> bundles) {
    return with_systems(planned_images(options, prompts), options, std::move(bundles));
}

void try_models(const EvaluationOptions& options, const std::vector<Bundle>& bundles) {
    for (const Bundle& bundle : bundles) (void)engine_of(bundle, options);  // one model in memory at a time
}

StoredPart stored_part(const EvaluationOptions& options, const PlannedRun& run) {
    const RunPlace place(options.output, options.run);
    check_place(place);
    if (!has_run(place)) return {};
    const ResultStore store(place.folder, run.plan.measured);
    store.check(run.context);
    if (options.unit == EvaluationUnit::volume) check_volumes_lack_nothing(place, run.systems, run.plan);
    StoredPart part;
    for (const System& system : run.systems) {
        const auto finished = store.finished(system.name());
        const auto is_stored = [&](const auto& item) { return finished.contains(item); };
        part.tasks += static_cast<std::size_t>(std::ranges::count_if(run.plan.places(), is_stored));
    }
    part.is_complete = part.tasks == run.tasks() && store.is_of(run.context) && store.files_written();
    return part;
}

EvaluationRun::EvaluationRun(const EvaluationOptions& options, std::optional<PromptFile> prompts)
    : options_(options), prompts_(std::move(prompts)) {
    Plan images = planned_images(options_, prompts_);  // their errors come before the models are read
    const std::vector<Bundle> bundles = open_bundles(options_);
    planned_ = with_systems(std::move(images), options_, bundles);
    // Before earlier results are touched; those of a run that is extended may need no model.
    const bool continues = !options_.overwrite && has_run({options_.output, options_.run});
    if (!continues) load_all();
    open_store();
    const auto needs = [this](const System& system) { return needs_model(system); };
    if (continues && std::ranges::any_of(systems(), needs)) load_all();
}

EvaluationRun::EvaluationRun(const EvaluationOptions& options, PlannedRun planned)
    : options_(options), planned_(std::move(planned)) {
    open_store();
}

void EvaluationRun::open_store() {
    const RunPlace place(options_.output, options_.run);
    if (options_.unit == EvaluationUnit::volume && !options_.overwrite && has_run(place)) {
        check_volumes_lack_nothing(place, systems(), plan());
    }
    store_ = std::make_unique<ResultStore>(place, context(), options_.overwrite, plan().measured);
    if (plan().measured.data() == plan().metrics.data()) return;
    shown_store_ = std::make_unique<ResultStore>(place.folder, plan().metrics);
}

void EvaluationRun::run(const SystemProgress& progress) {
    const Stopwatch watch;
    const auto note_duration = [&] {
        planned_.context.information.emplace_back(duration_name, store_->add_duration(watch.seconds()));
    };
    try {
        for (const std::size_t index : run_order(systems())) run_system(systems()[index], progress);
    } catch (...) {
        note_duration();
        throw;
    }
    note_duration();
}

void EvaluationRun::load_all() {
    for (const System& system : systems()) load(system.bundle);
}

void EvaluationRun::load(const Bundle& bundle) {
    if (engine_ && loaded_ == bundle.manifest.name) return;
    engine_.reset();  // one model in memory at a time
    engine_ = engine_of(bundle, options_);
    loaded_ = bundle.manifest.name;
}

bool EvaluationRun::needs_model(const System& system) const {
    if (system.rounds == 0) return false;
    if (store_->finished(system.name()).size() < plan().size()) return true;
    if (options_.unit == EvaluationUnit::volume) return false;
    return std::ranges::any_of(lacking_images(*store_, system, plan(), options_), &Lacking::needs_model);
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
    const auto& feedback = options_.protocol.mask_feedback;
    if (feedback && *feedback != system.protocol.mask_feedback) {
        log::info(system.name() + " takes no masks: the protocol's mask feedback is left out");
    }
    if (systems().size() > 1) log::info("system " + system.name());
    const bool by_volumes = options_.unit == EvaluationUnit::volume;
    ImageSet again;
    if (!by_volumes) {
        again =
            extend_without_model(lacking_images(*store_, system, plan(), options_), *store_, system, plan(), options_);
    }
    if (again.empty() && store_->finished(system.name()).size() == plan().size()) {
        const std::string kind = by_volumes ? "volume" : "image";
        log::info(plan().size() == 1
                      ? "the " + kind + " was evaluated earlier"
                      : "all " + std::to_string(plan().size()) + " " + kind + "s were evaluated earlier");
        return;
    }
    load(system.bundle);
    if (by_volumes) {
        return run_volume_evaluation(*engine_, system, plan(), options_, *store_, progress(system));
    }
    const PromptSource prompts =
        prompts_ ? prompts_of(*prompts_) : stored_prompts(*store_, systems()[reference_system(systems())].name());
    run_evaluation(*engine_, system, plan(), options_, prompts, *store_, progress(system), again);
}

}  // namespace imis
