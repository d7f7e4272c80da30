// Suites: data sets, models, protocols and seeds in one file, for a benchmark of many runs (docs/suites.md).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "imis/data/dataset.hpp"
#include "imis/evaluation/options.hpp"

namespace imis {

// A protocol of a suite, and what the suite sets of it in another way.
struct SuiteProtocol {
    std::string name;      // of its runs
    std::string protocol;  // by name, or a file (find_protocol)
    std::optional<PromptKinds> prompt;
    std::optional<int> rounds;
    std::optional<std::string> metrics;
    std::optional<Length> nsd_tolerance;
    std::optional<EvaluationUnit> unit;
};

struct Suite {
    std::filesystem::path file;
    std::string name;
    std::vector<std::string> datasets;          // folders, relative to the data root; empty: all data sets in it
    std::vector<std::filesystem::path> models;  // folders of bundles
    std::vector<SuiteProtocol> protocols;       // their names are unique
    std::vector<std::uint64_t> seeds;           // of the prompts, each once
    std::optional<std::size_t> limit;           // as the options of these names
    int repeats = 1;
    Split split = Split::test;
};

// Reads a suite; docs/suites.md has the fields. Folders of models and files of protocols are relative to the suite's
// own folder. Throws Error naming file and field where the file can't be read, has an unknown field or schema, a value
// of another type or range, an empty list, or one name twice.
[[nodiscard]] Suite read_suite(const std::filesystem::path& file);

// One run of a suite: all its models on all its data sets, under one protocol from one seed.
struct SuiteRun {
    std::string protocol;       // as the suite calls it
    EvaluationOptions options;  // with the run's name, and its folder as their output
};

// The name of a run, which is that of its folder: that of the protocol; with "-seed-N" unless the seed is the default
// one, so that a suite may gain seeds without renaming the runs that are there.
[[nodiscard]] std::string run_name(const std::string& protocol, std::uint64_t seed);

// The runs of a suite, by protocol, then by seed. common: what the suite does not set (device, threads, ...); its output
// is the folder for all runs, its models and its limit, if any, take the place of the suite's. Where available_only is
// true, data sets that are not below the data root are left out, which is logged and recorded with every run. Throws
// Error naming all folders of data sets or of models that are missing, or where none is there or given, and as
// find_protocol.
[[nodiscard]] std::vector<SuiteRun> suite_runs(const Suite& suite, const EvaluationOptions& common,
                                               const std::filesystem::path& data_root, bool available_only);

}  // namespace imis
