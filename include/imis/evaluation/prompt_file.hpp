// Recorded prompts in a file, so that other systems can be given the same ones: a rows.csv of an earlier run, or a
// table with its columns dataset, image, target, round, prompt and, where there are several draws, repeat, written by
// hand.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include "imis/evaluation/system.hpp"

namespace imis {

class PromptFile {
public:
    // Reads a CSV file (RFC 4180, a header with the names above; other columns are passed over). The prompt of round 1
    // is given as it stands; of a later round's the last point, or nothing where it has none. Of a file with several
    // systems (column model) those of the one with the most rounds count, of equals the first. Throws Error (file,
    // line, remedy) where something is missing or malformed, a round is missing or stands twice, or a later round has a
    // box or a text.
    explicit PromptFile(const std::filesystem::path& file);

    // All prompts by (data set, image).
    [[nodiscard]] const std::map<std::pair<std::string, std::string>, RecordedPrompts>& images() const {
        return images_;
    }

    [[nodiscard]] RecordedPrompts prompts(const std::string& dataset, const std::string& image) const;

    // The kinds of first prompt that occur, the most rounds and the most repeats.
    [[nodiscard]] const PromptKinds& kinds() const { return kinds_; }
    [[nodiscard]] int rounds() const { return rounds_; }
    [[nodiscard]] int repeats() const { return repeats_; }

private:
    std::map<std::pair<std::string, std::string>, RecordedPrompts> images_;
    PromptKinds kinds_;
    int rounds_ = 0;
    int repeats_ = 0;
};

}  // namespace imis
