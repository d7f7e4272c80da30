#include "imis/base/bounded_queue.hpp"

#include <atomic>
#include <memory>
#include <numeric>
#include <thread>
#include <vector>

#include "catch.hpp"

using imis::BoundedQueue;

TEST_CASE("a queue gives elements in order, then nothing once closed") {
    BoundedQueue<int> queue(3);
    REQUIRE(queue.push(1));
    REQUIRE(queue.push(2));
    queue.close();
    CHECK_FALSE(queue.push(3));
    CHECK(queue.pop() == 1);
    CHECK(queue.pop() == 2);
    CHECK(queue.pop() == std::nullopt);
    queue.close();
    CHECK(queue.pop() == std::nullopt);
}

TEST_CASE("a cancelled queue drops what waits in it") {
    BoundedQueue<int> queue(3);
    REQUIRE(queue.push(1));
    queue.cancel();
    CHECK(queue.pop() == std::nullopt);
    CHECK_FALSE(queue.push(2));
}

TEST_CASE("a queue takes elements that can only be moved") {
    BoundedQueue<std::unique_ptr<int>> queue(0);  // counts as 1
    REQUIRE(queue.push(std::make_unique<int>(7)));
    const auto element = queue.pop();
    REQUIRE(element.has_value());
    CHECK(**element == 7);
}

TEST_CASE("several producers and consumers lose nothing") {
    constexpr int producers = 3;
    constexpr int each = 500;
    BoundedQueue<int> queue(2);
    std::atomic<int> sum = 0;
    std::vector<std::thread> consumers;
    for (int i = 0; i < 2; ++i) {
        consumers.emplace_back([&] {
            while (const auto element = queue.pop()) sum += *element;
        });
    }
    std::vector<std::thread> threads;
    for (int i = 0; i < producers; ++i) {
        threads.emplace_back([&] {
            for (int number = 1; number <= each; ++number) queue.push(number);
        });
    }
    for (auto& thread : threads) thread.join();
    queue.close();
    for (auto& thread : consumers) thread.join();
    CHECK(sum == producers * each * (each + 1) / 2);
}

TEST_CASE("cancelling wakes a producer that waits for room") {
    BoundedQueue<int> queue(1);
    REQUIRE(queue.push(1));
    std::atomic<bool> taken = true;
    std::thread producer([&] { taken = queue.push(2); });
    queue.cancel();
    producer.join();
    CHECK_FALSE(taken);
}
