// What the files of a data set hold, each opened once: the ground that the check and the description of data sets stand
// on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "imis/data/dataset.hpp"
#include "imis/image/geometry.hpp"

namespace imis {

// A class in an image.
struct SurveyedTarget {
    int class_index = 0;      // into Dataset::classes
    std::int64_t pixels = 0;  // at least 1
};

struct SurveyedItem {
    std::string problem;                  // why the item can't be used (load_sample's message); empty for a good one
    Size size;                            // of the image
    std::string content;                  // SHA-256 of size and pixels, equal for equal images whatever their files
    std::vector<SurveyedTarget> targets;  // in class order
    bool imask_missing = false;           // the entry names one that isn't there
    std::string imask_problem;            // why it can't be read or doesn't fit; empty where it does, or is missing
};

struct SurveyedDataset {
    std::vector<SurveyedItem> training;  // of Dataset::training, in its order
    std::vector<SurveyedItem> test;

    [[nodiscard]] const std::vector<SurveyedItem>& items(Split split) const {
        return split == Split::test ? test : training;
    }
};

// Opens every file that a data set lists, with several threads. The answer doesn't depend on their number. Throws
// Interrupted; what is wrong with items is in the answer.
[[nodiscard]] SurveyedDataset survey(const Dataset& dataset, int threads);

}  // namespace imis
