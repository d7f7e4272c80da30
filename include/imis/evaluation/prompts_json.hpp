// What was given in an evaluation, as prompts files that `imis segment --prompts` replays (docs/segment.md).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "imis/evaluation/plan.hpp"
#include "imis/evaluation/store.hpp"
#include "imis/evaluation/system.hpp"

namespace imis {

// Writes OUT/prompts/[SYSTEM/]DATASET.json for every system and data set that rounds are added of; images are named
// relative to the data set's folder. A file has a line for each image.
class PromptsJsonFiles {
public:
    // All arguments must outlive the object. folder: OUT/prompts.
    PromptsJsonFiles(std::filesystem::path folder, const Plan& plan, Split split, const std::vector<System>& systems);
    ~PromptsJsonFiles();
    PromptsJsonFiles(const PromptsJsonFiles&) = delete;
    PromptsJsonFiles& operator=(const PromptsJsonFiles&) = delete;

    // The next round in the store's order.
    void add(const StoredRound& round);

    // Finishes the last file. Without it nothing but whole files is left.
    void close();

private:
    void begin_file(const StoredRound& round);
    void end_image();
    void end_file();

    std::filesystem::path folder_;
    std::map<std::pair<std::string, std::string>, std::string>
        image_paths_;  // (data set, image name) -> in dataset.json
    const std::vector<System>& systems_;
    std::filesystem::path file_;  // that is being put together; empty: none
    std::string text_;            // what it will hold
    std::string model_;           // of the rounds added last
    std::string dataset_;
    std::string image_;  // its name
    struct Entry;
    std::unique_ptr<Entry> entry_;  // what the file will say of it; none between images
};

}  // namespace imis
