#include "imis/evaluation/pipeline.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <fstream>
#include <mutex>
#include <optional>
#include <thread>

#include "image_evaluation.hpp"
#include "imis/base/bounded_queue.hpp"
#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/base/log.hpp"
#include "imis/base/stage.hpp"
#include "imis/data/sample.hpp"
#include "run_extension.hpp"

namespace imis {
namespace {

struct LoadedImage {
    PlannedImage planned;
    Sample sample;
};

// The first metric's mean over targets and repeats in the last round.
double image_score(const ImageResult& result, int last_round) {
    double sum = 0;
    std::size_t count = 0;
    for (const RoundResult& round : result.rounds) {
        if (round.round != last_round) continue;
        sum += round.scores.front();
        ++count;
    }
    return count == 0 ? 0 : sum / static_cast<double>(count);
}

class Pipeline {
public:
    Pipeline(const Engine& engine, const System& system, const Plan& plan, const EvaluationOptions& options,
             const PromptSource& prompts, ResultStore& store, const ProgressCallback& callback, const ImageSet& again)
        : engine_(engine),
          system_(system),
          plan_(plan),
          options_(options),
          prompts_(prompts),
          store_(store),
          callback_(callback),
          again_(again),
          texts_(make_text_prompts(engine, plan, options)),
          threads_(options.threads > 0 ? options.threads : default_threads(engine)),
          queue_(static_cast<std::size_t>(threads_)) {
        const auto finished = store.finished(system.name());
        for (const PlannedImage& image : plan.images) {
            const std::pair key(plan.datasets[image.dataset].name, static_cast<std::int64_t>(image.item));
            if (!finished.contains(key) || again.contains(key)) todo_.push_back(image);
        }
        progress_.total = plan.images.size();
        progress_.resumed = progress_.done = plan.images.size() - todo_.size();
        if (progress_.resumed > 0) {
            log::info("resuming an earlier run: " + std::to_string(progress_.resumed) + " of " +
                      std::to_string(progress_.total) + " images are done");
        }
    }

    void run() {
        std::vector<std::thread> readers;
        std::vector<std::thread> workers;
        const int reader_count = is_accelerator(engine_.device()) ? threads_ : std::clamp(threads_ / 4, 1, 8);
        const int worker_count = images_at_once(engine_.device(), threads_);
        if (needs_masks(plan_.measured)) measuring_.emplace(reader_count);
        reading_ = reader_count;
        readers.reserve(static_cast<std::size_t>(reader_count));
        workers.reserve(static_cast<std::size_t>(worker_count));
        for (int i = 0; i < reader_count; ++i) readers.emplace_back([this] { guarded([this] { read_all(); }); });
        for (int i = 0; i < worker_count; ++i) workers.emplace_back([this] { guarded([this] { work_all(); }); });
        for (auto& thread : readers) thread.join();
        for (auto& thread : workers) thread.join();
        if (failure_) std::rethrow_exception(failure_);
        throw_if_interrupted();
    }

private:
    // Runs a thread's work; the first failure stops all threads and is thrown again by run().
    template <typename Work>
    void guarded(Work work) {
        try {
            work();
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (!failure_) failure_ = std::current_exception();
            queue_.cancel();
        }
    }

    void read_all() {
        for (std::size_t i = next_++; i < todo_.size() && !interrupted(); i = next_++) {
            if (!read(todo_[i])) break;
        }
        if (--reading_ == 0) queue_.close();
    }

    // False once nobody takes images any more.
    bool read(const PlannedImage& image) {
        try {
            const Dataset& dataset = plan_.datasets[image.dataset];
            Sample sample;
            {
                const StageScope stage(Stage::read);
                sample = load_sample(dataset, plan_.item(image, options_.split));
            }
            return queue_.push({image, std::move(sample)});
        } catch (const ItemError& problem) {
            ImageResult result = blank_result(system_, plan_, image, options_.split);
            result.skip_reason = problem.what();
            finish(result);
            return true;
        }
    }

    void work_all() {
        use_own_stream(engine_.device());
        while (auto loaded = queue_.pop()) {
            throw_if_interrupted();
            const StageScope stage(Stage::image);
            const ImageResult result =
                evaluate_image(engine_, system_, plan_, loaded->planned, loaded->sample, texts_, options_,
                               recorded_prompts(loaded->planned), measuring_ ? &*measuring_ : nullptr);
            if (again_.contains({result.dataset, result.item})) check_found_again(result);
            finish(result);
        }
    }

    [[nodiscard]] RecordedPrompts recorded_prompts(const PlannedImage& image) const {
        if (system_.origin == PromptOrigin::drawn) return {};
        return prompts_(plan_.datasets[image.dataset].name, plan_.item(image, options_.split).name,
                        static_cast<std::int64_t>(image.item));
    }

    void check_found_again(const ImageResult& result) const {
        const auto stored = store_.rounds(result.model, result.dataset, result.item);
        const auto difference = difference_from_stored(stored, result.rounds);
        if (!difference) return;
        throw Error(result.dataset + ": " + result.image + ": predicted again by " + result.model + " on " +
                        engine_.device().str() + " in " + word_of(precision_words, options_.precision) +
                        " for what is asked now, " + *difference +
                        "; ask for it with the program and on the machine that made the results, or replace them all",
                    {"output", "overwrite"});
    }

    void finish(const ImageResult& result) {
        {
            const StageScope stage(Stage::store);
            store_.add(result);
        }
        report_skips(result);
        const std::lock_guard lock(mutex_);
        ++progress_.done;
        if (!result.rounds.empty()) {
            score_sum_ += image_score(result, system_.rounds);
            progress_.running_score = score_sum_ / static_cast<double>(++scored_);
        }
        if (callback_) callback_(progress_);
    }

    void report_skips(const ImageResult& result) const {
        const std::string image = result.dataset + ": " + result.image + ": ";
        std::vector<std::string> problems;
        if (!result.skip_reason.empty()) problems.push_back(image + result.skip_reason);
        for (const TargetSkip& skip : result.skipped_targets) {
            problems.push_back(image + "target '" + skip.target + "': " + skip.reason);
        }
        for (const std::string& problem : problems) {
            if (options_.strict) throw Error(problem + "; a strict run stops here", {"strict"});
            log::warn("skipped " + problem);
        }
    }

    const Engine& engine_;
    const System& system_;
    const Plan& plan_;
    const EvaluationOptions& options_;
    const PromptSource& prompts_;
    ResultStore& store_;
    const ProgressCallback& callback_;
    const ImageSet& again_;
    TextPrompts texts_;
    int threads_;
    BoundedQueue<LoadedImage> queue_;
    std::optional<MetricThreads> measuring_;  // where the metrics need masks
    std::vector<PlannedImage> todo_;
    std::atomic<std::size_t> next_{0};
    std::atomic<int> reading_{0};
    std::mutex mutex_;  // of what follows
    Progress progress_;
    double score_sum_ = 0;
    std::size_t scored_ = 0;
    std::exception_ptr failure_;
};

// Memory that programs may still take, in bytes (Linux: MemAvailable); 0 where it is not known.
double available_memory() {
    std::ifstream file("/proc/meminfo");
    std::string name;
    double kibibytes = 0;
    std::string unit;
    while (file >> name >> kibibytes) {
        if (name == "MemAvailable:") return kibibytes * 1024;
        std::getline(file, unit);
    }
    return 0;
}

}  // namespace

int default_threads(const Engine& engine) {
    const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    const double memory = available_memory();
    if (is_accelerator(engine.device()) || memory <= 0) return std::min(cores, 8);
    // Activations of image encoder and decoder grow with the grid: about 1.5 GiB at 1024 x 1024 (ViT-B, fp32).
    constexpr double bytes_a_pixel = 1536;
    const double needed = bytes_a_pixel * static_cast<double>(engine.manifest().input.size.area());
    return std::clamp(static_cast<int>(memory / needed), 1, cores);
}

void run_evaluation(const Engine& engine, const System& system, const Plan& plan, const EvaluationOptions& options,
                    const PromptSource& prompts, ResultStore& store, const ProgressCallback& progress,
                    const ImageSet& again) {
    Pipeline(engine, system, plan, options, prompts, store, progress, again).run();
}

}  // namespace imis
