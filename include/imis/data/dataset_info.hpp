// What a data set holds, in numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "imis/data/dataset.hpp"
#include "imis/data/dataset_survey.hpp"

namespace imis {

// The smallest, middle and largest of some values. The middle of an even number is the lower of the two.
struct Extent {
    double least = 0;
    double median = 0;
    double most = 0;
};

struct ClassInfo {
    std::string name;
    std::size_t training = 0;  // images with a pixel of it
    std::size_t test = 0;
    std::optional<Extent> pixels;  // of an image's pixels of it, where it has any; none where no image has
};

struct SplitInfo {
    std::size_t images = 0;              // listed
    std::size_t unreadable = 0;          // of these
    std::size_t without_target = 0;      // of those that can be read
    std::size_t targets = 0;             // pairs of image and class
    std::optional<std::size_t> volumes;  // by the volume rule; none where there is no rule
};

struct DatasetInfo {
    std::string name;
    std::string modality;
    SplitInfo training;
    SplitInfo test;
    std::vector<ClassInfo> classes;            // in the order of Dataset::classes
    std::map<std::string, std::size_t> sizes;  // "WIDTH x HEIGHT" -> images
    std::optional<Extent> row_spacing;         // heights of pixels in mm; none where they are not given
    std::optional<Extent> column_spacing;
    std::optional<std::string> volume_rule;
};

// Counts what a survey of a data set has found.
[[nodiscard]] DatasetInfo describe(const Dataset& dataset, const SurveyedDataset& surveyed);

}  // namespace imis
