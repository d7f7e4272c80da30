// The result store of a run: an SQLite file in the output folder, which several runs may share (run_place.hpp). Every finished image is durable at once, a rerun
// resumes where the last one stopped, and every table can be produced again from it without a model.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "imis/evaluation/result.hpp"
#include "imis/evaluation/run_place.hpp"
#include "imis/metrics/metric.hpp"

namespace imis {

// The context of a run, as ordered names and values.
struct RunContext {
    std::vector<std::pair<std::string, std::string>> identity;     // whatever the results depend on, or consist of
    std::vector<std::pair<std::string, std::string>> information;  // the rest: versions, machine, time

    // The value of a name in either; empty where neither has it.
    [[nodiscard]] std::string setting(const std::string& name) const;
};

// The name of a run's duration in seconds among its information.
inline constexpr const char* duration_name = "duration_s";

// One stored round with the system and the image that it belongs to.
struct StoredRound {
    std::string model;
    std::string dataset;
    std::string modality;
    std::string image;
    std::int64_t width = 0;  // of the original image in pixels
    std::int64_t height = 0;
    std::int64_t slices = 0;  // of a volume, where volumes were evaluated; 0: an image
    std::string volume;       // that the image is a slice of; empty where that is not known
    RoundResult result;
};

// How long an image took that was evaluated.
struct StoredTime {
    std::string model;
    double seconds = 0;            // see ImageResult
    double rounds_seconds = 0;     // see ImageResult
    std::int64_t mask_rounds = 0;  // masks of all targets, repeats and rounds
};

struct StoredSkip {
    std::string model;
    std::string dataset;
    std::string modality;
    std::string image;
    std::string target;  // empty: the whole image
    std::string reason;
    bool no_target = false;  // the image was read, but no class has a pixel in it
};

// The images of one data set that a system has a result or a skip of.
struct StoredImages {
    std::string model;
    std::string dataset;
    std::string modality;
    std::int64_t images = 0;
};

// How much of an image is stored that was evaluated.
struct StoredExtent {
    int rounds_asked = 0;
    std::vector<std::string> metrics;  // that were measured, by their names
};

// Safe to call from several threads.
class ResultStore {
public:
    // Opens the store of a run, and its folders, created where they are missing. A run of the same identity is continued,
    // also with other metrics, other files to save or more rounds (what it holds then lacks these: run_extension.hpp);
    // one of another, one that belongs elsewhere (check_place), or a store in the format of another version of the
    // program, throws Error that says so, unless overwrite is given: then all that lies with the store (remove_results)
    // is removed first, other runs in it, too. metrics: whose values each round has; they must outlive the store.
    ResultStore(const RunPlace& place, const RunContext& context, bool overwrite,
                MetricTable metrics = standard_metrics());

    // Opens the store of the run in a folder (find_run) only to be read; metrics: those of its values that are read.
    // Throws Error where it is missing, damaged or in another version's format, and as find_run.
    explicit ResultStore(const std::filesystem::path& folder, MetricTable metrics = standard_metrics());

    ~ResultStore();
    ResultStore(const ResultStore&) = delete;
    ResultStore& operator=(const ResultStore&) = delete;

    // Adds to the seconds that the run has taken, interrupted sessions included. Returns their sum as it is kept in the
    // context's information duration_name.
    std::string add_duration(double seconds);

    // The context of the last run, in its identity the names of the metrics that all evaluated images have.
    [[nodiscard]] RunContext context() const;

    // Throws Error where a run of this context can't continue the one that is stored, as the constructor does. A run of a
    // suite may gain data sets and, as far as that changes nothing that is stored, systems.
    void check(const RunContext& context) const;

    // Whether the run is of exactly this identity and the store's metrics.
    [[nodiscard]] bool is_of(const RunContext& context) const;

    // Notes that the run's files were made of all that is stored; whoever opens the store to continue the run takes the
    // note back.
    void note_files_written();
    [[nodiscard]] bool files_written() const;

    // (data set, item) of the images that a system need not do again: evaluated, none of their targets skipped.
    [[nodiscard]] std::set<std::pair<std::string, std::int64_t>> finished(const std::string& model) const;

    // The same images by (data set, item), with how much of them is stored.
    [[nodiscard]] std::map<std::pair<std::string, std::int64_t>, StoredExtent> extents(const std::string& model) const;

    // Adds the values of further metrics to a stored image in one transaction. rounds: all of the image, each with the
    // values of `measured` in its order.
    void add_scores(const std::string& model, const std::string& dataset, std::int64_t item, MetricTable measured,
                    const std::vector<RoundResult>& rounds);

    // Adds an image's result in one transaction, replacing an earlier one of the same system and image.
    void add(const ImageResult& result);

    // The rounds of one image by one system, ordered by class, repeat and round.
    [[nodiscard]] std::vector<RoundResult> rounds(const std::string& model, const std::string& dataset,
                                                  std::int64_t item) const;

    // All rounds ordered by system (name), data set, item, class, repeat and round, whatever the order they were added
    // in.
    void for_each_round(const std::function<void(const StoredRound&)>& visit) const;

    // Of all images with a mask, in the same order.
    [[nodiscard]] std::vector<StoredTime> times() const;

    // Skipped images and targets in the same order.
    [[nodiscard]] std::vector<StoredSkip> skips() const;

    // How many images there are of each system and data set, ordered by their names.
    [[nodiscard]] std::vector<StoredImages> images() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace imis
