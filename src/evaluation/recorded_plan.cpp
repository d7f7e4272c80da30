#include <algorithm>
#include <array>
#include <set>

#include "imis/base/error.hpp"
#include "imis/evaluation/plan.hpp"

namespace imis {
namespace {

// Names of a data set, an image and a target.
using TargetName = std::array<std::string, 3>;

std::set<TargetName> planned_targets(const Plan& plan, const EvaluationOptions& options) {
    std::set<TargetName> targets;
    for (const PlannedImage& image : plan.images) {
        const Dataset& dataset = plan.datasets[image.dataset];
        for (const std::string& name : dataset.classes) {
            if (!target_wanted(options, name)) continue;
            targets.insert({dataset.name, plan.item(image, options.split).name, name});
        }
    }
    return targets;
}

std::vector<std::string> out_of_reach(const PromptFile& file, const std::set<TargetName>& planned) {
    std::vector<std::string> missing;
    for (const auto& [image, prompts] : file.images()) {
        for (const auto& [target, rounds] : prompts) {
            const TargetName name{image.first, image.second, target.first};
            if (!planned.contains(name)) missing.push_back(name[0] + ", " + name[1] + ", " + name[2]);
        }
    }
    return missing;
}

// Data sets without an image left are not part of the run.
void drop_unused_datasets(Plan& plan) {
    std::vector<Dataset> used;
    std::vector<std::size_t> place(plan.datasets.size());
    for (std::size_t i = 0; i < plan.datasets.size(); ++i) {
        const bool wanted = std::ranges::any_of(plan.images, [i](const auto& image) { return image.dataset == i; });
        if (!wanted) continue;
        place[i] = used.size();
        used.push_back(std::move(plan.datasets[i]));
    }
    for (PlannedImage& image : plan.images) image.dataset = place[image.dataset];
    plan.datasets = std::move(used);
}

}  // namespace

std::vector<std::string> keep_recorded(const PromptFile& file, const EvaluationOptions& options, Plan& plan) {
    std::vector<std::string> missing = out_of_reach(file, planned_targets(plan, options));
    std::erase_if(plan.images, [&](const PlannedImage& image) {
        return file.prompts(plan.datasets[image.dataset].name, plan.item(image, options.split).name).empty();
    });
    if (plan.images.empty()) {
        throw UsageError(options.prompts.string() +
                             ": has prompts for none of the images; its columns dataset and image must name them as "
                             "rows.csv does, and "
                             "the options must leave some of them",
                         {"split", "limit", "only target", "only modality"});
    }
    drop_unused_datasets(plan);
    return missing;
}

}  // namespace imis
