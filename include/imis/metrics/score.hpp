// One scored result: what is aggregated, and what the tables and files of a run are made of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "imis/metrics/overlap.hpp"

namespace imis {

// The score of one (data set, image, target, repeat, round).
struct Score {
    std::string dataset;
    std::string modality;
    std::string image;
    std::string target;
    int repeat = 1;  // from 1
    int round = 1;   // from 1
    Overlap overlap;
    std::vector<double> values;  // one for each metric of a table, in its order
    // What groups need, where it is known (grouping.hpp):
    std::string anatomical_group{};  // that of the target
    std::string target_kind{};       // "organ" or "lesion"
    std::int64_t image_pixels = 0;   // width times height of the original image
};

}  // namespace imis
