// Work of several threads.
#include "imis/base/threads.hpp"

#include <array>
#include <atomic>
#include <stdexcept>

#include "catch.hpp"

using namespace imis;

TEST_CASE("every thread is called once, with a number of its own") {
    std::array<std::atomic<int>, 5> calls{};
    run_in_threads(5, [&](int number) { ++calls.at(static_cast<std::size_t>(number)); });
    for (const auto& count : calls) CHECK(count == 1);
}

TEST_CASE("what a thread throws is thrown again when all have ended") {
    std::atomic<int> ended{0};
    const auto work = [&](int number) {
        if (number == 1) throw std::runtime_error("no memory");
        ++ended;
    };
    CHECK_THROWS_WITH(run_in_threads(3, work), "no memory");
    CHECK(ended == 2);
}
