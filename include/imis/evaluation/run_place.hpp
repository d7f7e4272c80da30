// Where a run lies: its files in a folder; its results in the store of that folder or, for one of the runs of a suite,
// which share a store and are told apart by name, in that of the folder above. Everybody who is given the folder of a
// run finds its store here.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace imis {

struct RunPlace {
    std::filesystem::path folder;  // of the run's files
    std::string name;              // of one of several runs in a store; empty: it is the only one

    // The run of an ordinary evaluation, in a folder of its own, unless a name is given: then its folder lies in that
    // of the store.
    RunPlace(std::filesystem::path run_folder, std::string run_name = "")  // NOLINT(google-explicit-constructor)
        : folder(std::move(run_folder)), name(std::move(run_name)) {}

    [[nodiscard]] std::filesystem::path store_folder() const;
    [[nodiscard]] std::filesystem::path store_file() const;
};

// The run in a folder: that of the store in it, or else the run of the folder's name in the store of the folder above.
// Throws Error where there is neither, and where the folder's store holds the runs of a suite (it lists them).
[[nodiscard]] RunPlace find_run(const std::filesystem::path& folder);

// The names of the runs in the store of a folder, in the order in which they were begun; none where there is no store
// that this version of the program can read, or one of an ordinary evaluation.
[[nodiscard]] std::vector<std::string> suite_runs_in(const std::filesystem::path& folder);

// The folders of runs, where the folder of a suite stands for those of all its runs; others stay as they are.
[[nodiscard]] std::vector<std::filesystem::path> all_runs(std::span<const std::filesystem::path> folders);

// Whether the run was begun.
[[nodiscard]] bool has_run(const RunPlace& place);

// Throws Error where a run can't be stored there, because the store is of another version of the program, or store or
// folder belong to other runs.
void check_place(const RunPlace& place);

// Removes all that a run, or a suite with all its runs, has left in a folder, and nothing else; the names are those of
// run_folder.hpp. A folder without a store holds no results of ours, whatever its files are called, and is left alone.
// Throws Error where something can't be removed.
void remove_results(const std::filesystem::path& folder);

// Removes the files that are made of a run's store: all but masks and logits.
void remove_tables(const RunPlace& place);

}  // namespace imis
