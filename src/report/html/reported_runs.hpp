// What an HTML report shows of one or several runs, read back from their stores.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "imis/evaluation/options.hpp"
#include "imis/metrics/aggregate.hpp"
#include "imis/report/report.hpp"

namespace imis::html {

// One target in one repeat, by one system.
struct ReportedCase {
    std::string dataset;
    std::string modality;
    std::string image;
    std::string target;
    int repeat = 1;
    std::int64_t pixels = 0;   // of the true mask, in the original image; voxels of a volume
    std::string size;          // the group of its size, as the tables have it (grouping "target_size")
    std::vector<double> dice;  // of its rounds, one at least
    double iou = 0;            // of the last round
    double predicted_iou = 0;  // likewise; not finite where the model gives none
};

struct ReportedSystem {
    std::string name;     // as the page shows it; unique
    std::string model;    // as the run calls it
    std::size_t run = 0;  // its place in ReportedRuns::runs
    int rounds = 0;       // that it was given; 0: nothing was scored
    std::vector<ReportedCase> cases;
    Summary summary;
    std::vector<DatasetCounts> counts;  // by data set
    std::vector<SkippedItem> skipped;
};

struct ReportedRun {
    std::filesystem::path folder;
    std::string name;                                          // of the folder
    std::vector<std::pair<std::string, std::string>> context;  // settings and values, in the order to show

    // The value of a setting; empty where the run has none.
    [[nodiscard]] std::string setting(const std::string& setting) const;
};

struct ReportedRuns {
    EvaluationUnit unit = EvaluationUnit::slice;  // what an "image" is, in all runs alike
    MetricTable metrics;                          // Dice, then what else all runs have measured
    std::vector<ReportedRun> runs;
    std::vector<ReportedSystem> systems;  // by run, in the order that its command line named them
};

// Reads results.sqlite of every folder. A system that several runs have is called by its run too. Throws UsageError
// where no folder is given or one is given twice, and Error naming the folder where a store can't be read or holds no
// rounds.
[[nodiscard]] ReportedRuns read_reported_runs(std::span<const std::filesystem::path> folders);

}  // namespace imis::html
