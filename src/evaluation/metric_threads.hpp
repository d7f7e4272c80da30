// Threads that measure masks, so that those that compute masks need not.
#pragma once

#include <functional>
#include <future>
#include <thread>
#include <vector>

#include "imis/base/bounded_queue.hpp"

namespace imis {

class MetricThreads {
public:
    using Scores = std::vector<double>;  // the value of each metric, in the order of their table

    // count: 1 or more.
    explicit MetricThreads(int count);
    // What still waits is dropped; what is under way is finished.
    ~MetricThreads();
    MetricThreads(const MetricThreads&) = delete;
    MetricThreads& operator=(const MetricThreads&) = delete;

    // Has one of the threads call `work`, which must own all that it looks at: nobody waits for it where an image
    // fails.
    // Blocks while several masks a thread wait already, so that memory is bounded. What `work` throws is thrown where
    // the result is asked for. Safe to call from several threads.
    [[nodiscard]] std::future<Scores> measure(std::function<Scores()> work);

private:
    BoundedQueue<std::packaged_task<Scores()>> waiting_;
    std::vector<std::thread> threads_;
};

}  // namespace imis
