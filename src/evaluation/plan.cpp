#include "imis/evaluation/plan.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/data/modality.hpp"

namespace imis {
namespace {

std::string join(const std::set<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

bool modality_wanted(const EvaluationOptions& options, const std::string& modality) {
    return options.only_modalities.empty() ||
           std::ranges::any_of(options.only_modalities,
                               [&](const std::string& name) { return normalise_modality(name) == modality; });
}

// Every name must choose something, so that a misspelt one is not taken for an empty result.
void check_modalities(const EvaluationOptions& options, const std::vector<Dataset>& datasets) {
    std::set<std::string> present;
    for (const Dataset& dataset : datasets) present.insert(dataset.modality);
    for (const std::string& name : options.only_modalities) {
        if (!present.contains(normalise_modality(name))) {
            throw UsageError("modality '" + name + "': no data set has it; there are " + join(present),
                             {"only modality"});
        }
    }
}

void check_targets(const EvaluationOptions& options, const std::vector<Dataset>& datasets) {
    std::set<std::string> present;
    std::set<std::string> lowered;
    for (const Dataset& dataset : datasets) {
        for (const std::string& name : dataset.classes) {
            present.insert(name);
            lowered.insert(lower_ascii(name));
        }
    }
    for (const std::string& name : options.only_targets) {
        if (!lowered.contains(lower_ascii(name))) {
            throw UsageError("target '" + name + "': no data set has it; there are " + join(present), {"only target"});
        }
    }
}

// A mean of millimetres and pixels would mean nothing, so one image without spacing makes all count in pixels.
void set_unit(Plan& plan, const EvaluationOptions& options) {
    const auto has_spacing = [&](const PlannedImage& image) {
        const DatasetItem& item = plan.item(image, options.split);
        const bool known = item.spacing && (options.unit == EvaluationUnit::slice || item.slice_spacing);
        return known || !item.problem.empty();
    };
    plan.unit = std::ranges::all_of(plan.images, has_spacing) ? LengthUnit::millimetre : LengthUnit::pixel;
    plan.metrics = plan.measured = choose_metrics(options.metrics, plan.unit);
    if (options.nsd_tolerance && options.nsd_tolerance->unit == LengthUnit::millimetre &&
        plan.unit == LengthUnit::pixel) {
        const auto without = std::ranges::find_if_not(plan.images, has_spacing);
        const bool slices = plan.item(*without, options.split).spacing.has_value();
        throw UsageError(plan.datasets[without->dataset].name + ": names no " +
                             (slices ? "distance of slices" : "pixel spacing") +
                             ", so the NSD tolerance can't be in mm; give it in px, or " +
                             (slices ? "slice_spacing" : "the spacing") + " in dataset.json",
                         {"nsd tolerance"});
    }
}

// The volumes of a data set, and their slices.
void add_volumes(Plan& plan, std::size_t dataset, const EvaluationOptions& options) {
    for (PlannedVolume& volume : plan_volumes(plan.datasets[dataset], dataset, options.split, options.limit)) {
        for (const std::size_t item : volume.items) plan.images.push_back({dataset, item});
        plan.volumes.push_back(std::move(volume));
    }
}

}  // namespace

std::vector<std::pair<std::string, std::int64_t>> Plan::places() const {
    std::vector<std::pair<std::string, std::int64_t>> all;
    all.reserve(size());
    for (const PlannedVolume& volume : volumes) all.emplace_back(datasets[volume.dataset].name, volume.number);
    if (!volumes.empty()) return all;
    for (const PlannedImage& image : images) {
        all.emplace_back(datasets[image.dataset].name, static_cast<std::int64_t>(image.item));
    }
    return all;
}

bool target_wanted(const EvaluationOptions& options, const std::string& class_name) {
    return options.only_targets.empty() || std::ranges::any_of(options.only_targets, [&](const std::string& name) {
               return lower_ascii(name) == lower_ascii(class_name);
           });
}

Plan make_plan(const EvaluationOptions& options) {
    if (options.unit == EvaluationUnit::volume) check_volume_options(options);
    (void)choose_metrics(options.metrics);  // a wrong name before anything is read
    Plan plan;
    plan.datasets = find_datasets(options.data);
    check_modalities(options, plan.datasets);
    std::erase_if(plan.datasets, [&](const Dataset& dataset) { return !modality_wanted(options, dataset.modality); });
    check_targets(options, plan.datasets);
    for (std::size_t i = 0; i < plan.datasets.size(); ++i) {
        if (options.unit == EvaluationUnit::volume) {
            add_volumes(plan, i, options);
            continue;
        }
        std::size_t count = plan.datasets[i].items(options.split).size();
        if (options.limit) count = std::min(count, *options.limit);
        for (std::size_t item = 0; item < count; ++item) plan.images.push_back({i, item});
    }
    if (plan.images.empty()) {
        throw UsageError("no image to evaluate: the " + word_of(split_words, options.split) +
                             " split of the data sets is empty; choose the other one, or other data",
                         {"split", "data"});
    }
    set_unit(plan, options);
    return plan;
}

}  // namespace imis
