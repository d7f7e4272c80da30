// Which images of which data sets a run covers, and what is measured on them.
#pragma once

#include <string>
#include <vector>

#include "imis/data/dataset.hpp"
#include "imis/evaluation/options.hpp"
#include "imis/evaluation/prompt_file.hpp"
#include "imis/evaluation/volume_plan.hpp"
#include "imis/metrics/metric.hpp"

namespace imis {

struct PlannedImage {
    std::size_t dataset = 0;  // index into Plan::datasets
    std::size_t item = 0;     // index into the data set's split
};

struct Plan {
    std::vector<Dataset> datasets;     // sorted by name
    std::vector<PlannedImage> images;  // by data set, then in the order of dataset.json; by volumes: their slices
    LengthUnit unit =
        LengthUnit::pixel;  // of distances: millimetres where the spacing of all images is known (and of slices)
    MetricTable metrics = standard_metrics();   // that tables show
    MetricTable measured = standard_metrics();  // these, and what else the run in the output folder measures
    std::vector<PlannedVolume> volumes = {};    // by data set and name; empty unless the evaluation is by volumes

    // How many images, or volumes, are evaluated.
    [[nodiscard]] std::size_t size() const { return volumes.empty() ? images.size() : volumes.size(); }

    // Their places in the store: data set and item.
    [[nodiscard]] std::vector<std::pair<std::string, std::int64_t>> places() const;

    [[nodiscard]] const DatasetItem& item(const PlannedImage& image, Split split) const {
        return datasets[image.dataset].items(split)[image.item];
    }
};

// Finds the data sets and applies split, limit, only_modalities and only_targets. Throws Error where a data set can't
// be read, and UsageError where nothing is left (naming what there is to choose from) or as
// plan_volumes.
[[nodiscard]] Plan make_plan(const EvaluationOptions& options);

// Whether only_targets lets a class through.
[[nodiscard]] bool target_wanted(const EvaluationOptions& options, const std::string& class_name);

// What recorded prompts leave of a plan.

// Keeps the images that the file has prompts for, and the data sets that these belong to. Returns the targets in the
// file that are out of the plan's reach, as "data set, image, target": there is none of that name, or the options leave
// it out. Throws UsageError where no image is left.
[[nodiscard]] std::vector<std::string> keep_recorded(const PromptFile& file, const EvaluationOptions& options,
                                                     Plan& plan);

}  // namespace imis
