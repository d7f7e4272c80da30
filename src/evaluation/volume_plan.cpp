#include "imis/evaluation/volume_plan.hpp"

#include <algorithm>
#include <map>

#include "imis/base/error.hpp"
#include "imis/data/volume_rule.hpp"
#include "imis/interaction/volume_click.hpp"

namespace imis {
namespace {

// The volume of an item; a bad one has it by its name, or stands for itself where the rule does not match that.
std::string volume_of(const DatasetItem& item, const VolumeRule& rule) {
    if (item.volume) return item.volume->volume;
    try {
        return rule.place_of(item.name).volume;
    } catch (const Error&) {
        return item.name;
    }
}

bool same_spacing(const DatasetItem& a, const DatasetItem& b) {
    if (a.slice_spacing != b.slice_spacing || a.spacing.has_value() != b.spacing.has_value()) return false;
    return !a.spacing || (a.spacing->height == b.spacing->height && a.spacing->width == b.spacing->width);
}

void order_slices(PlannedVolume& volume, const std::vector<DatasetItem>& items) {
    std::ranges::sort(volume.items, {}, [&](std::size_t item) {
        return std::pair(items[item].volume->slice.value_or(0), items[item].name);
    });
    volume.first_slice = items[volume.items.front()].volume->slice.value_or(0);
}

// What is wrong between a slice and the one before it; empty where nothing is.
std::string problem_between(const DatasetItem& before, const DatasetItem& slice) {
    if (!same_spacing(before, slice))
        return "slice '" + slice.name + "' has another spacing than '" + before.name + "'";
    if (before.volume->slice.has_value() != slice.volume->slice.has_value()) {
        return "the volume rule gives a number for '" + (slice.volume->slice ? slice.name : before.name) +
               "' but none for '" + (slice.volume->slice ? before.name : slice.name) + "'";
    }
    if (!slice.volume->slice) return "";
    if (*slice.volume->slice == *before.volume->slice) {
        return "slice " + std::to_string(*slice.volume->slice) + " is there twice ('" + before.name + "', '" +
               slice.name + "')";
    }
    if (*slice.volume->slice == *before.volume->slice + 1) return "";
    return "slice " + std::to_string(*before.volume->slice + 1) + " is missing, after '" + before.name +
           "'; a volume needs all slices from its first to its last (imis dataset convert --all-slices)";
}

std::string problem_of(const PlannedVolume& volume, const std::vector<DatasetItem>& items) {
    for (std::size_t i = 1; i < volume.items.size(); ++i) {
        const std::string problem = problem_between(items[volume.items[i - 1]], items[volume.items[i]]);
        if (!problem.empty()) return problem;
    }
    return "";
}

}  // namespace

std::vector<PlannedVolume> plan_volumes(const Dataset& dataset, std::size_t index, Split split,
                                        std::optional<std::size_t> limit) {
    if (!dataset.volume_rule) {
        throw UsageError(
            dataset.name +
                ": has no volume_rule, so its volumes are not known; give one in dataset.json, or evaluate "
                "slices",
            {"unit"});
    }
    const std::vector<DatasetItem>& items = dataset.items(split);
    const VolumeRule rule(*dataset.volume_rule);
    std::map<std::string, PlannedVolume> by_name;
    for (std::size_t item = 0; item < items.size(); ++item) {
        const std::string name = volume_of(items[item], rule);
        PlannedVolume& volume = by_name[name];
        volume.dataset = index;
        volume.name = name;
        if (items[item].problem.empty()) {
            volume.items.push_back(item);
        } else if (volume.problem.empty()) {
            volume.problem = items[item].problem;
        }
    }
    std::vector<PlannedVolume> volumes;
    for (auto& [name, volume] : by_name) {
        if (limit && volumes.size() == *limit) break;
        volume.number = std::ssize(volumes);
        if (volume.problem.empty()) {
            order_slices(volume, items);
            volume.problem = problem_of(volume, items);
        }
        volumes.push_back(std::move(volume));
    }
    return volumes;
}

void check_volume_options(const EvaluationOptions& options) {
    const auto refuse = [](const std::string& what, const char* field) {
        throw UsageError("evaluation by volumes " + what, {"unit", field});
    };
    if (options.models.size() > 1) refuse("takes one model at a time; evaluate each on its own", "model");
    if (!options.prompts.empty()) refuse("can't replay recorded prompts", "prompts");
    if (options.prompt != PromptKinds{PromptKind::point} && options.prompt != PromptKinds{PromptKind::box}) {
        refuse("begins with a point or a box, not with " + to_string(options.prompt), "prompt");
    }
    if (options.protocol.grid == ClickGrid::model) {
        refuse("counts clicks on the slices' own pixels; set the grid to original, by hand or in a protocol", "grid");
    }
    if (options.protocol.policy) check_volume_policy(*options.protocol.policy);
    if (options.save_masks) refuse("does not save masks", "save masks");
    if (options.save_logits) refuse("does not save logits", "save logits");
}

}  // namespace imis
