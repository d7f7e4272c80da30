// The names of the files and folders that a run keeps for single rounds and systems.
#pragma once

#include <filesystem>
#include <string>

namespace imis {

// The name of a data set, image or target as a file name: characters that can't stand in one become '_'.
[[nodiscard]] std::string file_name(std::string name);

// The name of a system as that of its folder, where a run has several systems: below the run's masks, logits and systems.
[[nodiscard]] std::string system_folder(std::string name);

// The file of one (target, repeat, round): FOLDER/DATASET/IMAGE/TARGET_rROUND.EXTENSION, for repeats after the first
// TARGET_rROUND_repeatREPEAT.EXTENSION.
[[nodiscard]] std::filesystem::path round_file(const std::filesystem::path& folder, const std::string& dataset,
                                               const std::string& image, const std::string& target, int repeat,
                                               int round, const std::string& extension);

}  // namespace imis
