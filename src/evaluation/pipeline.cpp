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
#include "result_recorder.hpp"
#include "run_extension.hpp"

namespace imis {
namespace {

struct LoadedImage {
    PlannedImage planned;
    Sample sample;
};

// Those that are not finished, and those that are to be evaluated again.
std::vector<PlannedImage> images_to_do(const Plan& plan, const ResultStore& store, const System& system,
                                       const ImageSet& again) {
    const auto finished = store.finished(system.name());
    std::vector<PlannedImage> images;
    for (const PlannedImage& image : plan.images) {
        const std::pair place(plan.datasets[image.dataset].name, static_cast<std::int64_t>(image.item));
        if (!finished.contains(place) || again.contains(place)) images.push_back(image);
    }
    return images;
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
          again_(again),
          texts_(make_text_prompts(engine, plan, options)),
          threads_(options.threads > 0 ? options.threads : default_threads(engine)),
          queue_(static_cast<std::size_t>(threads_)),
          todo_(images_to_do(plan, store, system, again)),
          recorder_(store, callback, options.strict, system.rounds,
                    {plan.images.size() - todo_.size(), plan.images.size(), "images"}) {}

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
            recorder_.add(result);
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
            recorder_.add(result);
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

    const Engine& engine_;
    const System& system_;
    const Plan& plan_;
    const EvaluationOptions& options_;
    const PromptSource& prompts_;
    ResultStore& store_;
    const ImageSet& again_;
    TextPrompts texts_;
    int threads_;
    BoundedQueue<LoadedImage> queue_;
    std::optional<MetricThreads> measuring_;  // where the metrics need masks
    std::vector<PlannedImage> todo_;
    ResultRecorder recorder_;
    std::atomic<std::size_t> next_{0};
    std::atomic<int> reading_{0};
    std::mutex mutex_;
    std::exception_ptr failure_;  // the first
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
