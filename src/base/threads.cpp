#include "imis/base/threads.hpp"

#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace imis {

void run_in_threads(int count, const std::function<void(int number)>& work) {
    std::mutex mutex;
    std::exception_ptr failure;
    const auto guarded = [&](int number) {
        try {
            work(number);
        } catch (...) {
            const std::lock_guard lock(mutex);
            if (!failure) failure = std::current_exception();
        }
    };
    std::vector<std::thread> threads;
    threads.reserve(static_cast<std::size_t>(count));
    for (int number = 0; number < count; ++number) threads.emplace_back(guarded, number);
    for (std::thread& thread : threads) thread.join();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace imis
