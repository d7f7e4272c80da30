// `imis score`: the metrics of an evaluation for masks that any tool made.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "imis/metrics/metric.hpp"

namespace imis {

struct ScoreOptions {
    std::filesystem::path prediction;  // a label map, or a folder of them
    std::filesystem::path truth;       // likewise
    std::string metrics = "all";       // by name (choose_metrics)
    // Millimetres between the centres of neighbours along the axes of the arrays, slowest first: (rows, columns), or
    // (slices, rows, columns); in place of what files say. Empty: as files say, else pixels.
    std::vector<double> spacing;
    std::optional<Length> nsd_tolerance;  // as ComparisonOptions
    EmptyRule empty = EmptyRule::worst;
    std::vector<std::int32_t> labels;  // only these; all where empty
    bool binary = false;               // every label but 0 is one object
    bool ignore_place = false;         // compare voxel by voxel, wherever files say that they lie
};

// One object of a pair of files.
struct ObjectScore {
    std::string name;        // of the pair: the truth's file name without its ending
    std::int32_t label = 0;  // 1 where masks hold one object
    Overlap overlap;
    std::vector<double> values;  // of the metrics; NaN where left undefined
};

// A mean over objects, and over the images' means.
struct ScoreMean {
    double object_mean = 0;  // NaN where one of the values is, or none is left
    double image_mean = 0;
    std::int64_t left_out = 0;  // objects without a value, under EmptyRule::skip
};

struct ScoreReport {
    MetricTable metrics;
    LengthUnit unit = LengthUnit::pixel;
    Length nsd_tolerance;
    EmptyRule empty = EmptyRule::worst;
    std::int64_t images = 0;
    std::int64_t empty_predictions = 0;  // objects of the truth that no pixel is predicted of
    std::int64_t unexpected = 0;         // predicted objects that the truth does not have
    std::vector<std::string> unpaired;   // files of the predictions' folder without a truth
    std::vector<ObjectScore> objects;    // by name, then label
    std::vector<ScoreMean> means;        // one for each metric
};

// Compares two files, or the files of two folders that have the same name but for its ending (subfolders included). In
// a pair every label of either is an object; where all predictions together have one label alone, and all truths too,
// whatever its number, every file holds one object. A truth without a prediction is an Error: a missing file would drop out of all means. Throws ItemError naming
// the file that can't be read; Error where sizes or places differ, two files of a folder have one name, or there is
// nothing to compare; UsageError where options don't fit together or the files (a spacing of the wrong number of axes,
// one that is not positive, a tolerance in mm without spacing, labels that occur nowhere, spacing known for some images
// alone).
[[nodiscard]] ScoreReport score_files(const ScoreOptions& options);

// The means of all metrics over some objects.
[[nodiscard]] std::vector<ScoreMean> means_of(const std::vector<ObjectScore>& objects, std::size_t metrics,
                                              EmptyRule rule);

}  // namespace imis
