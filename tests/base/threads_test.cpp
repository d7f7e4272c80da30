// Work of several threads.
#include "imis/base/threads.hpp"

#include <array>
#include <atomic>
#include <stdexcept>
#include <thread>

#include "catch.hpp"

using namespace imis;

TEST_CASE("every thread is called once, with a number of its own") {
    std::array<std::atomic<int>, 5> calls{};
    run_in_threads(5, [&](int number) { ++calls.at(static_cast<std::size_t>(number)); });
    for (const auto& count : calls) CHECK(count == 1);
}

TEST_CASE("a team's threads stay the same, and the caller is the first of them") {
    ThreadTeam team(3);
    CHECK(team.count() == 3);
    std::array<std::thread::id, 3> first;
    std::array<std::thread::id, 3> second;
    team.run([&](int number) { first.at(static_cast<std::size_t>(number)) = std::this_thread::get_id(); });
    team.run([&](int number) { second.at(static_cast<std::size_t>(number)) = std::this_thread::get_id(); });
    CHECK(first == second);
    CHECK(first[0] == std::this_thread::get_id());
    CHECK(first[1] != first[2]);
}

TEST_CASE("a team works on after a failure") {
    ThreadTeam team(2);
    CHECK_THROWS(team.run([](int number) {
        if (number == 0) throw std::runtime_error("once");
    }));
    std::atomic<int> calls{0};
    team.run([&](int) { ++calls; });
    CHECK(calls == 2);
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
