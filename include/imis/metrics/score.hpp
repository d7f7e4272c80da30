// One scored result: what the metrics layer aggregates and the reports show.
#pragma once

#include <string>

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
};

}  // namespace imis
