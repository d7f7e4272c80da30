// What a report shows: the context of a run, its scores, and what went wrong on the way.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "imis/metrics/aggregate.hpp"

namespace imis {

// Something that could not be evaluated.
struct SkippedItem {
    std::string dataset;
    std::string modality;
    std::string image;
    std::string target;  // empty: the whole image
    std::string reason;  // one line
};

// How the items of one data set fared.
struct DatasetCounts {
    std::string dataset;
    std::string modality;
    std::int64_t images_seen = 0;            // all items that the run asked for
    std::int64_t images_skipped = 0;         // bad items
    std::int64_t images_without_target = 0;  // read, but no class has a pixel
    std::int64_t targets_skipped = 0;        // of images that were not skipped
    std::int64_t empty_predictions = 0;      // scored rows, of any round, whose predicted mask is empty
};

struct Report {
    std::vector<std::pair<std::string, std::string>> context;  // (setting, value) in the order to show; keys are unique
    Summary summary;
    std::vector<DatasetCounts> counts;
    std::vector<SkippedItem> skipped;
};

// The whole report for a terminal: context, tables by modality, data set, target and round, counts, skipped items.
[[nodiscard]] std::string render_text(const Report& report);

// The same as Markdown.
[[nodiscard]] std::string render_markdown(const Report& report);

}  // namespace imis
