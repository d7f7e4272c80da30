// The names of all that an evaluation leaves in its folder. Who writes takes them from here, and so does --overwrite,
// which removes them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace imis::run_folder {

inline constexpr const char* store = "results.sqlite";
inline constexpr const char* rows = "rows.csv";
inline constexpr const char* summary_json = "summary.json";
inline constexpr const char* summary_markdown = "summary.md";

// Folders.
inline constexpr const char* masks = "masks";
inline constexpr const char* logits = "logits";
inline constexpr const char* prompts = "prompts";
inline constexpr const char* systems = "systems";

// Tables of one system: of all scores together, and of a grouping by its plural ("summary_datasets.csv").
inline constexpr const char* overall_csv = "summary_overall.csv";
[[nodiscard]] std::string summary_csv(std::string_view plural);

// Tables of several systems side by side: by round, and by a grouping.
inline constexpr const char* comparison_rounds_csv = "comparison_rounds.csv";
[[nodiscard]] std::string comparison_csv(std::string_view plural);

// Everything that an earlier run may have left, the store included; relative to the folder.
[[nodiscard]] std::vector<std::filesystem::path> contents();

}  // namespace imis::run_folder
