#include "imis/evaluation/run_folder.hpp"

#include "imis/metrics/grouping.hpp"

namespace imis::run_folder {

std::string summary_csv(std::string_view plural) {
    return "summary_" + std::string(plural) + ".csv";
}

std::string comparison_csv(std::string_view plural) {
    return "comparison_" + std::string(plural) + ".csv";
}

std::vector<std::filesystem::path> contents() {
    std::vector<std::filesystem::path> names = {
        masks, logits, prompts, systems, rows, summary_json, summary_markdown, overall_csv, comparison_rounds_csv};
    for (const Grouping& grouping : standard_groupings()) {
        names.emplace_back(summary_csv(grouping.plural));
        names.emplace_back(comparison_csv(grouping.plural));
    }
    // The store last, and its main file last of all: a folder without it is taken for one without results.
    for (const char* suffix : {"-journal", "-wal", "-shm", ""}) names.emplace_back(std::string(store) + suffix);
    return names;
}

}  // namespace imis::run_folder
