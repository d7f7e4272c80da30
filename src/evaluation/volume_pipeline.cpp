#include "imis/evaluation/volume_pipeline.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/base/log.hpp"
#include "imis/base/stage.hpp"
#include "imis/interaction/volume_click.hpp"
#include "loaded_volume.hpp"
#include "result_recorder.hpp"
#include "volume_evaluation.hpp"

namespace imis {
namespace {

std::vector<const PlannedVolume*> volumes_to_do(const Plan& plan, const ResultStore& store, const System& system) {
    const auto finished = store.finished(system.name());
    std::vector<const PlannedVolume*> volumes;
    for (const PlannedVolume& volume : plan.volumes) {
        if (!finished.contains({plan.datasets[volume.dataset].name, volume.number})) volumes.push_back(&volume);
    }
    return volumes;
}

// Volumes one after the other, shared out to threads.
class VolumeWork {
public:
    VolumeWork(const Engine& engine, const System& system, const Plan& plan, const EvaluationOptions& options,
               ResultStore& store, const ProgressCallback& progress)
        : engine_(engine),
          system_(system),
          plan_(plan),
          options_(options),
          todo_(volumes_to_do(plan, store, system)),
          recorder_(store, progress, options.strict, system.rounds,
                    {plan.volumes.size() - todo_.size(), plan.volumes.size(), "volumes"}) {}

    void run() {
        const int threads = options_.threads > 0 ? options_.threads : default_threads(engine_);
        const auto workers = std::min(static_cast<std::size_t>(images_at_once(engine_.device(), threads)),
                                      std::max<std::size_t>(1, todo_.size()));
        std::vector<std::thread> running;
        running.reserve(workers);
        for (std::size_t i = 0; i < workers; ++i) running.emplace_back([this] { work_guarded(); });
        for (std::thread& thread : running) thread.join();
        if (failure_) std::rethrow_exception(failure_);
        throw_if_interrupted();
    }

private:
    // The first failure keeps all threads from taking further volumes, and is thrown again by run().
    void work_guarded() {
        try {
            use_own_stream(engine_.device());
            for (std::size_t i = next_++; i < todo_.size() && !interrupted(); i = next_++) evaluate(*todo_[i]);
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (!failure_) failure_ = std::current_exception();
            next_ = todo_.size();
        }
    }

    void evaluate(const PlannedVolume& planned) {
        try {
            const LoadedVolume volume = load_volume(plan_, planned, options_.split);
            const StageScope stage(Stage::image);
            recorder_.add(evaluate_volume(engine_, system_, plan_, planned, volume, options_));
        } catch (const ItemError& problem) {
            ImageResult result = blank_result(system_, plan_, planned);
            result.skip_reason = problem.what();
            recorder_.add(result);
        }
    }

    const Engine& engine_;
    const System& system_;
    const Plan& plan_;
    const EvaluationOptions& options_;
    std::vector<const PlannedVolume*> todo_;
    ResultRecorder recorder_;
    std::atomic<std::size_t> next_{0};
    std::mutex mutex_;
    std::exception_ptr failure_;
};

}  // namespace

void run_volume_evaluation(const Engine& engine, const System& system, const Plan& plan,
                           const EvaluationOptions& options, ResultStore& store, const ProgressCallback& progress) {
    check_volume_policy(system.protocol.policy);
    if (system.without_box) log::info(system.name() + " takes no box: round 1 gives nothing and is scored as empty");
    VolumeWork(engine, system, plan, options, store, progress).run();
}

}  // namespace imis
