// What becomes of results as they come in: stored, skips told, progress shown.
#pragma once

#include <cstddef>
#include <mutex>

#include "imis/evaluation/options.hpp"
#include "imis/evaluation/pipeline.hpp"
#include "imis/evaluation/result.hpp"
#include "imis/evaluation/store.hpp"

namespace imis {

// Safe to call from several threads.
class ResultRecorder {
public:
    // What a run has to do, and what of it was done before.
    struct Extent {
        std::size_t resumed = 0;
        std::size_t total = 0;
        const char* items = "images";  // in words
    };

    // Says what was done before. last_round: whose scores the running mean is of. The references must outlive the
    // object.
    ResultRecorder(ResultStore& store, const ProgressCallback& callback, bool strict, int last_round,
                   const Extent& extent);

    // Stores a result. Throws Error where it has a skip and the run is strict.
    void add(const ImageResult& result);

private:
    void tell_skips(const ImageResult& result) const;

    ResultStore& store_;
    const ProgressCallback& callback_;
    bool strict_;
    int last_round_;
    std::mutex mutex_;  // of what follows
    Progress progress_;
    double score_sum_ = 0;
    std::size_t scored_ = 0;
};

}  // namespace imis
