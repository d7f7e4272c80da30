#include "result_recorder.hpp"

#include <string>
#include <vector>

#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "imis/base/stage.hpp"

namespace imis {
namespace {

// The first metric's mean over targets and repeats in a round.
double score_of_round(const ImageResult& result, int number) {
    double sum = 0;
    std::size_t count = 0;
    for (const RoundResult& round : result.rounds) {
        if (round.round != number) continue;
        sum += round.scores.front();
        ++count;
    }
    return count == 0 ? 0 : sum / static_cast<double>(count);
}

}  // namespace

ResultRecorder::ResultRecorder(ResultStore& store, const ProgressCallback& callback, bool strict, int last_round,
                               const Extent& extent)
    : store_(store), callback_(callback), strict_(strict), last_round_(last_round) {
    progress_.total = extent.total;
    progress_.resumed = progress_.done = extent.resumed;
    if (extent.resumed == 0) return;
    log::info("resuming an earlier run: " + std::to_string(extent.resumed) + " of " + std::to_string(extent.total) +
              " " + extent.items + " are done");
}

void ResultRecorder::add(const ImageResult& result) {
    {
        const StageScope stage(Stage::store);
        store_.add(result);
    }
    tell_skips(result);
    const std::lock_guard lock(mutex_);
    ++progress_.done;
    if (!result.rounds.empty()) {
        score_sum_ += score_of_round(result, last_round_);
        progress_.running_score = score_sum_ / static_cast<double>(++scored_);
    }
    if (callback_) callback_(progress_);
}

void ResultRecorder::tell_skips(const ImageResult& result) const {
    const std::string name = result.dataset + ": " + result.image + ": ";
    std::vector<std::string> problems;
    if (!result.skip_reason.empty()) problems.push_back(name + result.skip_reason);
    for (const TargetSkip& skip : result.skipped_targets) {
        problems.push_back(name + "target '" + skip.target + "': " + skip.reason);
    }
    for (const std::string& problem : problems) {
        if (strict_) throw Error(problem + "; a strict run stops here", {"strict"});
        log::warn("skipped " + problem);
    }
}

}  // namespace imis
