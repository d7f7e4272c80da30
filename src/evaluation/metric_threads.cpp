#include "metric_threads.hpp"

#include <pthread.h>
#include <utility>

#include "imis/base/stage.hpp"

namespace imis {
namespace {

constexpr std::size_t waiting_masks_a_thread = 8;

}  // namespace

MetricThreads::MetricThreads(int count) : waiting_(waiting_masks_a_thread * static_cast<std::size_t>(count)) {
    threads_.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        threads_.emplace_back([this] {
            pthread_setname_np(pthread_self(), "metrics");  // for scripts/measure_metric_cost.py, and debuggers
            while (auto task = waiting_.pop()) {
                const StageScope stage(Stage::metrics);
                (*task)();
            }
        });
    }
}

MetricThreads::~MetricThreads() {
    waiting_.cancel();
    for (std::thread& thread : threads_) thread.join();
}

std::future<MetricThreads::Scores> MetricThreads::measure(std::function<Scores()> work) {
    std::packaged_task<Scores()> task(std::move(work));
    std::future<Scores> scores = task.get_future();
    waiting_.push(std::move(task));
    return scores;
}

}  // namespace imis
