// What an evaluation has recorded of each target, read back for its pictures.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "imis/interaction/prompt.hpp"

namespace imis {

// The rounds of one target of one image by one system, the first repeat.
struct RecordedSession {
    std::string dataset;
    std::string modality;
    std::string image;
    std::string target;
    std::vector<Prompt> prompts;  // of rounds 1, 2, ...
    std::vector<double> dice;     // of the same rounds
};

struct RecordedRun {
    std::map<std::string, std::string> context;                    // setting -> value (RunContext)
    std::map<std::string, std::vector<RecordedSession>> sessions;  // by system, in the order of the store

    // The value of a setting; empty where the run has none.
    [[nodiscard]] std::string setting(const std::string& name) const;
};

// Reads results.sqlite. Throws Error naming the file where it is missing, can't be read or holds no rounds.
[[nodiscard]] RecordedRun read_recorded_run(const std::filesystem::path& folder);

}  // namespace imis
