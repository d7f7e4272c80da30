#include "run_extension.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "image_evaluation.hpp"
#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/base/log.hpp"
#include "imis/base/threads.hpp"
#include "imis/data/sample.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/evaluation/run_place.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/metrics/mask_comparison.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

using Names = std::vector<std::string>;

bool is_in(const Names& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

// Of the run in a folder; none where it can't be read: opening it to be continued says why.
std::optional<RunContext> earlier_context(const RunPlace& place) {
    if (!has_run(place)) return std::nullopt;
    try {
        return ResultStore(place.folder, {}).context();
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::string image_name(const Plan& plan, const EvaluationOptions& options, const PlannedImage& image) {
    return plan.item(image, options.split).name;
}

// The files of all rounds of one image below masks or logits.
class RoundFiles {
public:
    RoundFiles(const System& system, const Plan& plan, const EvaluationOptions& options, const PlannedImage& image)
        : output_(options.output),
          system_folder_(system.folder),
          dataset_(plan.datasets[image.dataset].name),
          image_(image_name(plan, options, image)) {}

    [[nodiscard]] fs::path mask(const RoundResult& round) const { return file(run_folder::masks, round, ".png"); }
    [[nodiscard]] fs::path logits(const RoundResult& round) const { return file(run_folder::logits, round, ".npy"); }

private:
    [[nodiscard]] fs::path file(const char* folder, const RoundResult& round, const char* extension) const {
        return run_folder::round_file(output_ / folder / system_folder_, dataset_, image_, round.target, round.repeat,
                                      round.round, extension);
    }
    fs::path output_;
    std::string system_folder_;
    std::string dataset_;
    std::string image_;
};

bool lacks_anything(const Lacking& image) {
    return image.needs_model() || !image.count_metrics.empty() || !image.mask_metrics.empty();
}

// Of how many images something holds.
std::size_t count_of(const std::vector<Lacking>& images, auto holds) {
    return static_cast<std::size_t>(std::ranges::count_if(images, holds));
}

std::string images_text(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " image" : " images");
}

// All names of these metrics that any image lacks, in the order of the table.
std::string lacking_names(const std::vector<Lacking>& images, Names Lacking::*which, MetricTable table) {
    Names names;
    for (const Metric& metric : table) {
        const auto lacks = [&](const Lacking& image) { return is_in(image.*which, metric.name); };
        if (std::ranges::any_of(images, lacks)) names.emplace_back(metric.name);
    }
    return joined(names);
}

// Adds metrics to stored images without a model.
class Extension {
public:
    Extension(ResultStore& store, const System& system, const Plan& plan, const EvaluationOptions& options)
        : store_(store), system_(system), plan_(plan), options_(options) {}

    void add_from_counts(const Lacking& image) {
        const MetricTable metrics = table_of(image.count_metrics);
        auto rounds = rounds_of(image.image);
        for (RoundResult& round : rounds) round.scores = measure(metrics, round.overlap, options_.empty);
        add(image.image, metrics, rounds);
    }

    // False where the kept masks are not those whose pixels were counted.
    bool add_from_masks(const Lacking& image) {
        const MetricTable metrics = table_of(image.mask_metrics);
        const PixelSpacing spacing = spacing_of(plan_, image.image, options_.split);
        const RoundFiles files(system_, plan_, options_, image.image);
        const Sample sample = load_sample(plan_.datasets[image.image.dataset], plan_.item(image.image, options_.split));
        std::map<int, std::shared_ptr<const MeasuredMask>> truths;
        for (const Target& target : sample.targets) {
            truths[target.class_index] = std::make_shared<MeasuredMask>(target.mask, spacing);
        }
        auto rounds = rounds_of(image.image);
        for (RoundResult& round : rounds) {
            throw_if_interrupted();
            const auto truth = truths.find(round.class_index);
            const Mask mask = read_mask_picture(files.mask(round));
            if (truth == truths.end() || mask.size != sample.image.size) return false;
            const MaskComparison masks(std::make_shared<MeasuredMask>(mask, spacing), truth->second,
                                       {options_.nsd_tolerance});
            if (masks.overlap() != round.overlap) return false;
            round.scores = measure(metrics, masks, options_.empty);
        }
        add(image.image, metrics, rounds);
        return true;
    }

    [[nodiscard]] std::vector<RoundResult> rounds_of(const PlannedImage& image) const {
        return store_.rounds(system_.name(), plan_.datasets[image.dataset].name, static_cast<std::int64_t>(image.item));
    }

private:
    [[nodiscard]] MetricTable table_of(const Names& names) const {
        return choose_metrics(joined(names, ","), plan_.unit);
    }

    void add(const PlannedImage& image, MetricTable metrics, const std::vector<RoundResult>& rounds) {
        store_.add_scores(system_.name(), plan_.datasets[image.dataset].name, static_cast<std::int64_t>(image.item),
                          metrics, rounds);
    }

    ResultStore& store_;
    const System& system_;
    const Plan& plan_;
    const EvaluationOptions& options_;
};

// Measures kept masks, an image a thread, and forgets those that can't be used.
void measure_kept_masks(Extension& extension, std::vector<Lacking>& images, const Plan& plan,
                        const EvaluationOptions& options) {
    const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    std::atomic<std::size_t> next{0};
    run_in_threads(options.threads > 0 ? options.threads : std::min(cores, 8), [&](int) {
        for (std::size_t i = next++; i < images.size(); i = next++) {
            throw_if_interrupted();
            Lacking& image = images[i];
            if (image.needs_model() || image.mask_metrics.empty()) continue;
            std::string why = "they have other pixels than were counted";
            try {
                image.kept_masks = extension.add_from_masks(image);
            } catch (const ItemError& problem) {
                image.kept_masks = false;
                why = problem.what();
            }
            if (image.kept_masks) continue;
            log::warn(plan.datasets[image.image.dataset].name + ": " + image_name(plan, options, image.image) +
                      ": its kept masks can't be measured: " + why);
        }
    });
}

// Why a model is needed, one reason a line.
void say_what_needs_model(const std::vector<Lacking>& images, const System& system, const Plan& plan) {
    const std::string how = ": predicting them again, with the prompts that are recorded";
    const auto say = [&](std::size_t count, const std::string& what) {
        if (count > 0) log::info(system.name() + ": " + what + " the masks of " + images_text(count) + how);
    };
    const auto lacks_masks_to_measure = [](const Lacking& image) {
        return !image.mask_metrics.empty() && image.needs_model();
    };
    std::vector<Lacking> measured = images;
    std::erase_if(measured, [&](const Lacking& image) { return !lacks_masks_to_measure(image); });
    const std::string names = lacking_names(measured, &Lacking::mask_metrics, plan.measured);
    say(measured.size(), names + (names.find(',') == std::string::npos ? " needs" : " need"));
    say(count_of(images, [](const Lacking& image) { return image.masks || image.logits; }), "saving needs");
    say(count_of(images, [](const Lacking& image) { return image.rounds; }), "further rounds need");
}

bool all_exist(const std::vector<RoundResult>& rounds, auto file_of) {
    return std::ranges::all_of(rounds, [&](const RoundResult& round) { return fs::exists(file_of(round)); });
}

// "target 'liver', round 2".
std::string round_text(const RoundResult& round) {
    return "target '" + round.target + "', " +
           (round.repeat > 1 ? "repeat " + std::to_string(round.repeat) + ", " : "") + "round " +
           std::to_string(round.round);
}

}  // namespace

void keep_metrics_of_earlier_run(const EvaluationOptions& options, Plan& plan) {
    if (options.overwrite || options.unit == EvaluationUnit::volume) return;
    const auto earlier = earlier_context({options.output, options.run});
    if (!earlier) return;
    Names names = names_of(plan.metrics);
    for (const std::string& name : split_list(earlier->setting("metrics"))) {
        if (!is_in(names, name)) names.push_back(name);
    }
    if (names.size() == plan.metrics.size()) return;
    plan.measured = choose_metrics(joined(names, ","), plan.unit);
}

std::vector<Lacking> lacking_images(const ResultStore& store, const System& system, const Plan& plan,
                                    const EvaluationOptions& options) {
    const auto extents = store.extents(system.name());
    std::vector<Lacking> lacking;
    for (const PlannedImage& image : plan.images) {
        const std::string& dataset = plan.datasets[image.dataset].name;
        const auto item = static_cast<std::int64_t>(image.item);
        const auto stored = extents.find({dataset, item});
        if (stored == extents.end()) continue;
        Lacking lacks;
        lacks.image = image;
        lacks.rounds = stored->second.rounds_asked < system.rounds;
        for (const Metric& metric : plan.measured) {
            if (is_in(stored->second.metrics, metric.name)) continue;
            (has_pooled_value(metric) ? lacks.count_metrics : lacks.mask_metrics).emplace_back(metric.name);
        }
        if (options.save_masks || options.save_logits || !lacks.mask_metrics.empty()) {
            const auto rounds = store.rounds(system.name(), dataset, item);
            const RoundFiles files(system, plan, options, image);
            lacks.kept_masks = all_exist(rounds, [&](const RoundResult& round) { return files.mask(round); });
            lacks.masks = options.save_masks && !lacks.kept_masks;
            lacks.logits = options.save_logits &&
                           !all_exist(rounds, [&](const RoundResult& round) { return files.logits(round); });
        }
        if (lacks_anything(lacks)) lacking.push_back(std::move(lacks));
    }
    return lacking;
}

void check_volumes_lack_nothing(const RunPlace& place, const std::vector<System>& systems, const Plan& plan) {
    const ResultStore store(place.folder, {});
    for (const System& system : systems) {
        for (const auto& [item, stored] : store.extents(system.name())) {
            Names lacking;
            for (const Metric& metric : plan.metrics) {
                if (!is_in(stored.metrics, metric.name)) lacking.emplace_back(metric.name);
            }
            if (stored.rounds_asked < system.rounds) lacking.emplace_back("further rounds");
            if (lacking.empty()) continue;
            throw Error(place.store_file().string() + ": " + (place.name.empty() ? "" : place.name + ": ") +
                            "the stored volumes lack " + joined(lacking) +
                            ", which can't be added to them; choose another output folder, or replace them",
                        {"output", "overwrite"});
        }
    }
}

ImageSet extend_without_model(std::vector<Lacking> lacking, ResultStore& store, const System& system, const Plan& plan,
                              const EvaluationOptions& options) {
    Extension extension(store, system, plan, options);
    const auto from_counts = [](const Lacking& image) { return !image.needs_model() && !image.count_metrics.empty(); };
    if (const std::size_t count = count_of(lacking, from_counts); count > 0) {
        log::info(system.name() + ": " + lacking_names(lacking, &Lacking::count_metrics, plan.measured) +
                  " from the stored pixel counts of " + images_text(count));
    }
    for (const Lacking& image : lacking) {
        throw_if_interrupted();
        if (from_counts(image)) extension.add_from_counts(image);
    }
    const auto from_masks = [](const Lacking& image) { return !image.needs_model() && !image.mask_metrics.empty(); };
    if (const std::size_t count = count_of(lacking, from_masks); count > 0) {
        log::info(system.name() + ": " + lacking_names(lacking, &Lacking::mask_metrics, plan.measured) +
                  " from the kept masks of " + images_text(count));
        measure_kept_masks(extension, lacking, plan, options);
    }
    say_what_needs_model(lacking, system, plan);
    ImageSet again;
    for (const Lacking& image : lacking) {
        if (!image.needs_model()) continue;
        again.emplace(plan.datasets[image.image.dataset].name, static_cast<std::int64_t>(image.image.item));
    }
    return again;
}

std::optional<std::string> difference_from_stored(std::span<const RoundResult> stored,
                                                  std::span<const RoundResult> again) {
    for (const RoundResult& round : stored) {
        const auto found = std::ranges::find_if(again, [&](const RoundResult& other) {
            return other.class_index == round.class_index && other.repeat == round.repeat && other.round == round.round;
        });
        const std::string where = round_text(round);
        if (found == again.end())
            return where + " has no result (" + std::to_string(round.overlap.predicted) + " pixels are stored)";
        if (found->prompt != round.prompt) {
            return where + " was given " + found->prompt + " (" + round.prompt + " is stored)";
        }
        if (found->overlap != round.overlap) {
            return where + " has " + std::to_string(found->overlap.predicted) + " pixels, of which " +
                   std::to_string(found->overlap.intersection) + " in the target (" +
                   std::to_string(round.overlap.predicted) + " and " + std::to_string(round.overlap.intersection) +
                   " are stored)";
        }
    }
    return std::nullopt;
}

}  // namespace imis
