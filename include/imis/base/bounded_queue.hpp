// A queue between threads that holds a limited number of elements, so that a fast producer can't fill the memory.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace imis {

// First in, first out; any number of producers and consumers. T must be movable.
//
// Ways to end: close() when all was pushed (consumers still get the rest), cancel() when something failed (what waits
// in the queue is dropped). Both wake everyone who blocks and may be called more than once.
template <typename T>
class BoundedQueue {
public:
    // capacity: the most elements held at once; 0 counts as 1.
    explicit BoundedQueue(std::size_t capacity) : capacity_(capacity > 0 ? capacity : 1) {}

    ~BoundedQueue() = default;
    BoundedQueue(const BoundedQueue&) = delete;
    BoundedQueue& operator=(const BoundedQueue&) = delete;

    // Waits for room and appends; false, and the element is dropped, once the queue is closed or cancelled.
    bool push(T element) {
        std::unique_lock lock(mutex_);
        has_room_.wait(lock, [this] { return closed_ || elements_.size() < capacity_; });
        if (closed_) {
            return false;
        }
        elements_.push_back(std::move(element));
        lock.unlock();
        has_element_.notify_one();
        return true;
    }

    // Waits for an element; nothing once the queue is cancelled, or closed and empty.
    [[nodiscard]] std::optional<T> pop() {
        std::unique_lock lock(mutex_);
        has_element_.wait(lock, [this] { return closed_ || !elements_.empty(); });
        if (elements_.empty()) {
            return std::nullopt;
        }
        std::optional<T> element(std::move(elements_.front()));
        elements_.pop_front();
        lock.unlock();
        has_room_.notify_one();
        return element;
    }

    // No more elements will come.
    void close() { end(false); }

    // Nobody wants the elements any more.
    void cancel() { end(true); }

private:
    void end(bool drop) {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
            if (drop) {
                elements_.clear();
            }
        }
        has_room_.notify_all();
        has_element_.notify_all();
    }

    const std::size_t capacity_;
    std::mutex mutex_;
    std::condition_variable has_room_;
    std::condition_variable has_element_;
    std::deque<T> elements_;
    bool closed_ = false;
};

}  // namespace imis
