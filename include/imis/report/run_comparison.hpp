// Is one system better than another? Runs, or the systems of a run, compared over the same targets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "imis/metrics/metric.hpp"
#include "imis/metrics/paired_scores.hpp"
#include "imis/report/compare_options.hpp"
#include "imis/report/table.hpp"

namespace imis {

// A system of a run, and what its results depend on.
struct ComparedSystem {
    std::filesystem::path run;
    std::string model;
    std::string label;                            // the model's name; with the run's where that is not unique
    int rounds = 0;                               // last round with a result
    std::map<std::string, std::string> settings;  // of the run's identity: those of this system under their plain names
};

// One table: a grouping and its groups.
struct ComparedGroups {
    Grouping grouping;
    std::vector<PairedDifference> groups;
};

// Where the second system is worse.
struct Regression {
    std::string dataset;
    std::string image;
    std::string target;
    int repeat = 1;
    double first = 0;
    double second = 0;
};

struct MetricComparison {
    MetricChoice metric;
    std::vector<ComparedGroups> tables;
    std::vector<Regression> regressions;  // the worst first
    std::int64_t unusable = 0;            // pairs with a value that is not finite, which are left out
};

// A system compared with the first, of its run in a suite.
struct SystemComparison {
    std::size_t first = 0;  // places in RunComparison::systems
    std::size_t second = 0;
    int round = 0;
    std::int64_t pairs = 0;
    std::int64_t only_first = 0;  // scored targets that the other system has no result of, and that are left out
    std::int64_t only_second = 0;
    ClusterCounts clusters;
    std::vector<MetricComparison> metrics;
};

struct RunComparison {
    std::vector<ComparedSystem> systems;
    std::vector<SystemComparison> comparisons;
    std::string cluster_rule;  // the regular expression; empty: as the runs have it
    bool different_prompts = false;
    std::size_t tests = 0;  // over which p is corrected
};

// Reads the runs and compares every further system with the first; of whole suites run by run: the systems of each run
// of a suite, or those of the runs of the same name where several suites are given. Pairs are the same (data set, image,
// target, repeat, round). p values are corrected over all rows of all tables.
//
// Throws UsageError where there are not two systems, whole suites are mixed with runs or have no run in common, a run has not that round or metric, a grouping or metric is not
// known, the regular expression is none or does not match an image (named); Error where a run has no results or those
// of another version, where two have no target in common, or where they can't be paired, naming what differs: split,
// kinds of prompts, the list of a data set, the prompts of a target; after the first round also policy, seed and whose
// clicks they are.
[[nodiscard]] RunComparison compare_runs(const CompareOptions& options);

// For people: the systems with the settings that differ, the tables of every metric, regressions; notes say what
// columns mean.
[[nodiscard]] std::vector<Table> run_comparison_tables(const RunComparison& comparison);

// All rows of all tables in one, six decimals: baseline, system, metric, table, group, round, images, targets, clusters,
// baseline_mean, system_mean, difference, low, high, p, p_holm, wins, ties, losses, detectable. What there is none of is
// empty.
[[nodiscard]] Table run_comparison_csv(const RunComparison& comparison);

// The same as JSON with all settings and the regressions: schema 1, systems[], rules {}, comparisons[] of metrics[] of
// tables[] of groups[]. What there is none of is null.
[[nodiscard]] std::string run_comparison_json(const RunComparison& comparison);

}  // namespace imis
