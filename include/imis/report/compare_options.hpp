// What `imis compare` was asked to do.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace imis {

struct CompareOptions {
    std::vector<std::filesystem::path>
        runs;                            // output folders of evaluations; all their systems, the first is compared with
    std::optional<int> round;            // none: the last that both have
    std::vector<std::string> metrics;    // by name; empty: all that both have
    std::vector<std::string> groupings;  // "overall" and names of groupings; empty: all
    std::string cluster;                 // which volume an image is a slice of (VolumeRule)
    bool different_prompts = false;      // compare although the two were given other prompts
    std::size_t worst = 10;              // regressions that are listed
};

}  // namespace imis
