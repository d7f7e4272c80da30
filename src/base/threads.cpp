#include "imis/base/threads.hpp"

#include <barrier>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace imis {

struct ThreadTeam::State {
    explicit State(int count) : line(count) {
        threads.reserve(static_cast<std::size_t>(count));
        for (int number = 1; number < count; ++number) {
            threads.emplace_back([this, number] { serve(number); });
        }
    }

    ~State() {
        work = nullptr;
        line.arrive_and_wait();
        for (std::thread& thread : threads) thread.join();
    }

    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void serve(int number) {
        for (;;) {
            line.arrive_and_wait();  // until there is work
            if (work == nullptr) return;
            guarded(number);
            line.arrive_and_wait();  // until it is done
        }
    }

    void guarded(int number) {
        try {
            (*work)(number);
        } catch (...) {
            const std::lock_guard lock(mutex);
            if (!failure) failure = std::current_exception();
        }
    }

    std::barrier<> line;
    const std::function<void(int)>* work = nullptr;  // read and written on different sides of the line
    std::mutex mutex;
    std::exception_ptr failure;
    std::vector<std::thread> threads;
};

ThreadTeam::ThreadTeam(int count) : state_(std::make_unique<State>(count)) {}

ThreadTeam::~ThreadTeam() = default;

int ThreadTeam::count() const {
    return static_cast<int>(state_->threads.size()) + 1;
}

void ThreadTeam::run(const std::function<void(int number)>& work) {
    state_->work = &work;
    state_->line.arrive_and_wait();
    state_->guarded(0);
    state_->line.arrive_and_wait();
    if (const std::exception_ptr failure = std::exchange(state_->failure, nullptr)) std::rethrow_exception(failure);
}

}  // namespace imis
