// The progress bar on a terminal's stderr: what is done, rate, time left, and a note.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace imis {

// How far some work has come.
struct WorkDone {
    std::size_t done = 0;
    std::size_t total = 0;
    std::size_t resumed = 0;      // of `done`, what was done before the program started
    std::string unit = "images";  // of done and total
    std::string note;             // shown at the end of the line
};

// The bar's text, at most `width` columns: "[=====>    ] 12/28  3.1 images/s  0:05 left  Dice 0.8123". elapsed: seconds
// since the start of this run.
[[nodiscard]] std::string progress_line(const WorkDone& work, double elapsed, int width);

// Draws the bar in place while it lives, and wipes it before a log line and at the end. Draws nothing where stderr is
// no terminal or `wanted` is false.
class ProgressBar {
public:
    explicit ProgressBar(bool wanted);
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void show(const WorkDone& work);

private:
    void wipe();

    bool active_;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point start_;
};

}  // namespace imis
