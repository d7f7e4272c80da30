// What a report shows: the context of a run, its systems, their scores, and what went wrong on the way.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "imis/evaluation/options.hpp"
#include "imis/metrics/aggregate.hpp"
#include "imis/metrics/challenge_scores.hpp"
#include "imis/metrics/curve_summary.hpp"
#include "imis/metrics/model_claims.hpp"
#include "imis/metrics/pooled_volumes.hpp"
#include "imis/report/run_times.hpp"

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
    EvaluationUnit unit = EvaluationUnit::slice;               // what an "image" of all figures is
    std::vector<std::pair<std::string, std::string>> context;  // (setting, value) in the order to show; keys are unique
    Summary summary = summarise({});
    std::vector<DatasetCounts> counts;
    std::vector<SkippedItem> skipped;
    CurveSummary curves;         // of all rounds
    ChallengeSummary challenge;  // empty unless the run's protocol has these figures
    PooledVolumes volumes;       // of a run by slices
    ModelClaims claims;
    RunTimes times;
    std::vector<std::string> not_mapped;  // labels of targets that have no place among the anatomical groups, sorted
};

// How a system was prompted, by the names of the command line.
struct SystemProtocol {
    std::string model;
    std::string policy;
    std::string history;
    std::string mask_feedback;
    std::string grid;
};

// One system of a run: how it was prompted, and its report.
struct SystemReport {
    SystemProtocol protocol;
    std::string folder;  // of its own summary files, below that of all systems
    int rounds = 0;      // that it could be given
    // The kind of prompt ("point", "box", "text") that kept it from the others; empty where nothing did.
    std::string lacks;
    Report report;  // its context is the run's
};

// The whole report for a terminal: context, tables by modality, data set, target and round, curves
// over rounds, the model's own estimates, times, counts, skipped items.
[[nodiscard]] std::string render_text(const Report& report);

// The same as Markdown.
[[nodiscard]] std::string render_markdown(const Report& report);

}  // namespace imis
