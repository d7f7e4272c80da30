#include "imis/data/dataset_info.hpp"

#include <algorithm>
#include <set>

namespace imis {
namespace {

std::optional<Extent> extent_of(std::vector<double> values) {
    if (values.empty()) return std::nullopt;
    std::ranges::sort(values);
    return Extent{values.front(), values[(values.size() - 1) / 2], values.back()};
}

SplitInfo describe_split(const Dataset& dataset, const SurveyedDataset& surveyed, Split split) {
    SplitInfo info;
    info.images = dataset.items(split).size();
    for (const SurveyedItem& item : surveyed.items(split)) {
        info.unreadable += item.problem.empty() ? 0 : 1;
        info.without_target += item.problem.empty() && item.targets.empty() ? 1 : 0;
        info.targets += item.targets.size();
    }
    if (!dataset.volume_rule) return info;
    std::set<std::string> volumes;
    for (const DatasetItem& item : dataset.items(split)) {
        if (item.volume) volumes.insert(item.volume->volume);
    }
    info.volumes = volumes.size();
    return info;
}

std::vector<ClassInfo> describe_classes(const Dataset& dataset, const SurveyedDataset& surveyed) {
    std::vector<ClassInfo> classes(dataset.classes.size());
    std::vector<std::vector<double>> pixels(classes.size());
    for (const Split split : {Split::training, Split::test}) {
        for (const SurveyedItem& item : surveyed.items(split)) {
            for (const SurveyedTarget& target : item.targets) {
                const auto index = static_cast<std::size_t>(target.class_index);
                ++(split == Split::test ? classes[index].test : classes[index].training);
                pixels[index].push_back(static_cast<double>(target.pixels));
            }
        }
    }
    for (std::size_t i = 0; i < classes.size(); ++i) {
        classes[i].name = dataset.classes[i];
        classes[i].pixels = extent_of(std::move(pixels[i]));
    }
    return classes;
}

}  // namespace

DatasetInfo describe(const Dataset& dataset, const SurveyedDataset& surveyed) {
    DatasetInfo info;
    info.name = dataset.name;
    info.modality = dataset.modality;
    info.training = describe_split(dataset, surveyed, Split::training);
    info.test = describe_split(dataset, surveyed, Split::test);
    info.classes = describe_classes(dataset, surveyed);
    info.volume_rule = dataset.volume_rule;
    std::vector<double> rows;
    std::vector<double> columns;
    for (const Split split : {Split::training, Split::test}) {
        for (const SurveyedItem& item : surveyed.items(split)) {
            if (item.problem.empty()) ++info.sizes[to_string(item.size)];
        }
        for (const DatasetItem& item : dataset.items(split)) {
            if (!item.spacing) continue;
            rows.push_back(item.spacing->height);
            columns.push_back(item.spacing->width);
        }
    }
    info.row_spacing = extent_of(std::move(rows));
    info.column_spacing = extent_of(std::move(columns));
    return info;
}

}  // namespace imis
