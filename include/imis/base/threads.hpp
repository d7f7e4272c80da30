// Work of several threads that ends together.
#pragma once

#include <functional>
#include <memory>

namespace imis {

// Threads that stay for several pieces of work, so that what a thread keeps (LibTorch's plans of convolutions on a GPU,
// say, which take longer to make than to use) is made once.
class ThreadTeam {
public:
    // count: 1 or more. The thread that calls run() is one of them.
    explicit ThreadTeam(int count);
    ~ThreadTeam();
    ThreadTeam(const ThreadTeam&) = delete;
    ThreadTeam& operator=(const ThreadTeam&) = delete;

    [[nodiscard]] int count() const;

    // Calls `work` in all threads at once, each with its number from 0 (the caller's), and waits for all. The first
    // exception that one of them throws is thrown again; the others are not told of it. One call at a time.
    void run(const std::function<void(int number)>& work);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// The same for a single piece of work.
inline void run_in_threads(int count, const std::function<void(int number)>& work) {
    ThreadTeam(count).run(work);
}

}  // namespace imis
