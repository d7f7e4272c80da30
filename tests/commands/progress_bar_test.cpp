#include "imis/commands/progress_bar.hpp"

#include "catch.hpp"

using namespace imis;

TEST_CASE("the progress line shows count, rate, time left and note") {
    WorkDone progress;
    progress.done = 12;
    progress.total = 24;
    progress.note = "Dice 0.8123";
    CHECK(progress_line(progress, 6, 100) == "[============>           ] 12/24  2.00 images/s  0:06 left  Dice 0.8123");
}

TEST_CASE("images of an earlier run do not count for the rate") {
    WorkDone progress;
    progress.done = 20;
    progress.resumed = 10;
    progress.total = 40;
    const std::string line = progress_line(progress, 100, 100);
    CHECK_THAT(line, contains("20/40  0.10 images/s  3:20 left"));
    progress.total = 1020;
    CHECK_THAT(progress_line(progress, 100, 100), contains("2:46:40 left"));
}

TEST_CASE("the progress line fits the terminal") {
    WorkDone progress;
    progress.done = 1;
    progress.total = 3;
    CHECK(progress_line(progress, 1, 30).size() == 30);
    CHECK(progress_line(progress, 1, 0).empty());
}
