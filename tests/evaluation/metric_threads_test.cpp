#include "metric_threads.hpp"

#include <atomic>
#include <chrono>
#include <memory>

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

TEST_CASE("threads of metrics give each result to who asked for it") {
    MetricThreads threads(3);
    std::vector<std::future<MetricThreads::Scores>> scores;
    for (int i = 0; i < 200; ++i) {
        scores.push_back(threads.measure([i] { return MetricThreads::Scores{static_cast<double>(i)}; }));
    }
    for (int i = 0; i < 200; ++i) CHECK(scores[static_cast<std::size_t>(i)].get() == MetricThreads::Scores{double(i)});
}

TEST_CASE("what goes wrong while a mask is measured is thrown where its scores are asked for, and nowhere else") {
    MetricThreads threads(1);
    auto bad = threads.measure([]() -> MetricThreads::Scores { throw Error("no pixel size"); });
    auto good = threads.measure([] { return MetricThreads::Scores{1}; });
    CHECK(good.get() == MetricThreads::Scores{1});
    CHECK_THROWS_WITH(bad.get(), "no pixel size");
}

TEST_CASE("masks that wait are few, and are dropped when nobody measures any more") {
    std::promise<void> open;
    std::shared_future<void> gate = open.get_future().share();
    std::atomic<int> given{0};
    std::atomic<int> measured{0};
    const auto mask = std::make_shared<int>(0);
    auto threads = std::make_unique<MetricThreads>(1);
    std::thread producer([&] {
        for (int i = 0; i < 100; ++i) {
            (void)threads->measure([gate, mask, &measured] {
                gate.wait();
                ++measured;
                return MetricThreads::Scores{};
            });
            ++given;
        }
    });
    // One is under way and a few wait; the producer is held back by then.
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    CHECK(given > 0);
    CHECK(given < 20);
    open.set_value();
    producer.join();
    threads.reset();
    CHECK(given == 100);
    CHECK(measured <= 100);
    CHECK(mask.use_count() == 1);
}
