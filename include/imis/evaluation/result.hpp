// The result of one image: the unit that is stored.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "imis/metrics/overlap.hpp"

namespace imis {

// One (target, repeat, round).
struct RoundResult {
    int class_index = 0;
    std::string target;
    int repeat = 1;
    int round = 1;
    std::string prompt;  // what was given in this round, as JSON (interaction/prompt.hpp)
    Overlap overlap;
    std::vector<double> scores;  // the value of each metric of the run, in the order of its table
    double predicted_iou = 0;
    std::string category;                              // what the model takes the target for; empty where it can't tell
    std::vector<std::string> further_categories = {};  // the next ones, at most two, by falling likelihood
    std::string true_category = {};  // what the model's table calls the target; empty where it has no category for it
};

// A target that could not be scored, and why.
struct TargetSkip {
    std::string target;
    std::string reason;
};

struct ImageResult {
    std::string model;  // name of the system
    std::string dataset;
    std::string modality;
    std::string image;
    std::int64_t item = 0;   // position in dataset.json's list, which orders the rows
    std::int64_t width = 0;  // of the original image in pixels; 0 where it could not be read
    std::int64_t height = 0;
    std::int64_t slices = 0;    // of a volume, where volumes are evaluated; 0: an image
    std::string volume;         // that the image is a slice of, by the data set's rule; empty where it has none
    std::string skip_reason;    // why the whole image was skipped; empty where it was evaluated
    bool no_target = false;     // skipped because no class has a pixel in it
    int rounds_asked = 0;       // of which recorded prompts may have had fewer
    double seconds = 0;         // that it took, wall time: from the loaded sample to the result ...
    double rounds_seconds = 0;  // ... and of these the rounds, so what is left is preparing and encoding the image
    std::vector<RoundResult> rounds;
    std::vector<TargetSkip> skipped_targets;
};

}  // namespace imis
