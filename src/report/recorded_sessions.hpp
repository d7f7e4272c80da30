// What an evaluation has recorded of each target, read back for its pictures.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "imis/data/sample.hpp"
#include "imis/evaluation/store.hpp"
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
    RunContext context;
    std::map<std::string, std::vector<RecordedSession>> sessions;  // by system, in the order of the store

    // The value of a setting; empty where the run has none.
    [[nodiscard]] std::string setting(const std::string& name) const { return context.setting(name); }
};

// Reads results.sqlite. Throws Error naming the file where it is missing, can't be read or holds no rounds.
[[nodiscard]] RecordedRun read_recorded_run(const std::filesystem::path& folder);

// What of an evaluation is worth a picture.

// The first round, the third and the last, as far as they were run.
[[nodiscard]] std::vector<int> telling_rounds(int last);

// All rounds, or eight evenly spread where there are more, the first and the last among them.
[[nodiscard]] std::vector<int> spread_rounds(int last);

// The sessions of the first image of each data set.
[[nodiscard]] std::vector<std::vector<RecordedSession>> first_images(std::span<const RecordedSession> sessions);

// The places of at most `most` of the targets: the largest, but targets that fill a fifth of the image or more, the
// ground for others, after the rest; none that shares more than a quarter of the smaller one's pixels with one chosen
// before. Those whose box is largest come first, so that they are drawn below the others.
[[nodiscard]] std::vector<std::size_t> drawn_targets(std::span<const Target* const> targets, int most);

// Among the sessions that end with a Dice of 0.9 or more (among all where none does) the one in which clicks mattered
// most: the largest sum over the rounds of what each still lacks to the last round's Dice. There must be one.
[[nodiscard]] const RecordedSession& telling_session(std::span<const RecordedSession> sessions);

}  // namespace imis
