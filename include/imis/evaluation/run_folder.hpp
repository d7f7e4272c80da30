// The names of all that an evaluation leaves in its folder. Who writes or reads takes them from here, and so does
// --overwrite, which removes them.
#pragma once

#include <array>
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

// Of one system: scores over rounds; by group and round what the model says of its masks, and its reliability curve.
inline constexpr const char* curves_csv = "summary_curves.csv";
inline constexpr const char* volumes_csv = "summary_volumes.csv";      // where volumes are known of slices
inline constexpr const char* challenge_csv = "summary_challenge.csv";  // where the protocol has such figures
inline constexpr const char* claims_csv = "summary_claims.csv";
inline constexpr const char* calibration_csv = "calibration.csv";

// Tables of several systems side by side: by round, and by a grouping.
inline constexpr const char* comparison_rounds_csv = "comparison_rounds.csv";
inline constexpr const char* comparison_curves_csv = "comparison_curves.csv";
[[nodiscard]] std::string comparison_csv(std::string_view plural);

// Pictures drawn afterwards: a folder with one of each data set, all of them on a page of the same name with an ending,
// and one target round by round, likewise.
inline constexpr const char* overlays = "overlays";
inline constexpr const char* session = "session";
inline constexpr std::array picture_endings = {".png", ".svg", ".pdf"};

// The name of a data set, image or target as a file name: characters that file names can't have become '_'.
[[nodiscard]] std::string file_name(std::string name);

// The name of a system as that of its folder below masks, logits, prompts and systems, in a run of several systems.
[[nodiscard]] std::string system_folder(std::string name);

// The file of one (target, repeat, round) below masks or logits: FOLDER/DATASET/IMAGE/TARGET_rROUND.EXTENSION, for
// repeats after the first TARGET_rROUND_repeatREPEAT.EXTENSION.
[[nodiscard]] std::filesystem::path round_file(const std::filesystem::path& folder, const std::string& dataset,
                                               const std::string& image, const std::string& target, int repeat,
                                               int round, const std::string& extension);

// Everything that an earlier run may have left, the store included; relative to the folder.
[[nodiscard]] std::vector<std::filesystem::path> contents();

}  // namespace imis::run_folder
