// The systems of runs as their stores have them, for a comparison.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "imis/report/run_comparison.hpp"

namespace imis {

// What is paired.
struct TargetKey {
    std::string dataset;
    std::string image;
    std::string target;
    int repeat = 1;
    bool operator<(const TargetKey& other) const {
        return std::tie(dataset, image, target, repeat) <
               std::tie(other.dataset, other.image, other.target, other.repeat);
    }
};

// "phantom_ct: ct_000: aorta", with the repeat where it is not the first.
[[nodiscard]] std::string to_string(const TargetKey& key);

// What a system scored in one round.
struct RoundScores {
    std::map<TargetKey, Score> scores;
    std::map<TargetKey, std::string> first_prompts;  // what was given in round 1, as JSON
    std::map<TargetKey, std::string> all_prompts;    // hashes of what was given up to this round
};

// The runs whose systems are compared with each other: all that are named, or of suites (their whole folders) those of
// one name, by the order of the first suite. Throws UsageError where runs and whole suites are named together, or where
// suites have no run in common.
[[nodiscard]] std::vector<std::vector<std::filesystem::path>> compared_groups(
    const std::vector<std::filesystem::path>& runs);

// All systems of the runs, in the order of the folders and of the names in a run, one at least. Throws as
// compare_runs.
[[nodiscard]] std::vector<ComparedSystem> compared_systems(const std::vector<std::filesystem::path>& runs);

// Adds the run to the names of systems that stand in several runs.
void set_labels(std::vector<ComparedSystem>& systems);

// The metrics to compare: those asked for, or all that every system has, in the order of the first. Throws UsageError.
[[nodiscard]] MetricTable compared_metrics(const std::vector<ComparedSystem>& systems,
                                           const std::vector<std::string>& names);

// The scores of one system in some rounds, with the values of `metrics`.
[[nodiscard]] std::map<int, RoundScores> read_rounds(const ComparedSystem& system, const std::set<int>& rounds,
                                                     MetricTable metrics);

// The pairs of two systems in a round, sorted, and what is not paired. Throws Error where they can't be paired.
struct Pairing {
    std::vector<ScorePair> pairs;
    std::int64_t only_first = 0;
    std::int64_t only_second = 0;
};
[[nodiscard]] Pairing pair_scores(const ComparedSystem& first_system, const RoundScores& first,
                                  const ComparedSystem& second_system, const RoundScores& second, int round,
                                  bool different_prompts);

}  // namespace imis
