#include "imis/evaluation/run_folder.hpp"

#include <algorithm>
#include <cstring>

#include "imis/metrics/grouping.hpp"

namespace imis::run_folder {

std::string summary_csv(std::string_view plural) {
    return "summary_" + std::string(plural) + ".csv";
}

std::string comparison_csv(std::string_view plural) {
    return "comparison_" + std::string(plural) + ".csv";
}

std::string file_name(std::string name) {
    for (char& c : name) {
        const bool unusable = static_cast<unsigned char>(c) < 0x20 || std::strchr("/\\:*?\"<>|", c) != nullptr;
        if (unusable) c = '_';
    }
    // "." and ".." and hidden files are no names for results.
    if (name.empty() || name.front() == '.') name.insert(name.begin(), '_');
    return name;
}

std::string system_folder(std::string name) {
    std::ranges::replace(name, '/', '_');
    return name;
}

std::filesystem::path round_file(const std::filesystem::path& folder, const std::string& dataset,
                                 const std::string& image, const std::string& target, int repeat, int round,
                                 const std::string& extension) {
    std::string name = file_name(target) + "_r" + std::to_string(round);
    if (repeat > 1) name += "_repeat" + std::to_string(repeat);
    return folder / file_name(dataset) / file_name(image) / (name + extension);
}

std::vector<std::filesystem::path> contents() {
    std::vector<std::filesystem::path> names = {masks,
                                                logits,
                                                prompts,
                                                systems,
                                                rows,
                                                summary_json,
                                                summary_markdown,
                                                overall_csv,
                                                curves_csv,
                                                volumes_csv,
                                                challenge_csv,
                                                claims_csv,
                                                calibration_csv,
                                                comparison_rounds_csv,
                                                comparison_curves_csv,
                                                overlays};
    for (const char* ending : picture_endings) {
        for (const char* page : {overlays, session}) names.emplace_back(std::string(page) + ending);
    }
    for (const Grouping& grouping : standard_groupings()) {
        names.emplace_back(summary_csv(grouping.plural));
        names.emplace_back(comparison_csv(grouping.plural));
    }
    // The store last, and its main file last of all: a folder without it is taken for one without results.
    for (const char* suffix : {"-journal", "-wal", "-shm", ""}) names.emplace_back(std::string(store) + suffix);
    return names;
}

}  // namespace imis::run_folder
