// The progress bar on a terminal's stderr: images done, rate, time left, running Dice.
#pragma once

#include <chrono>
#include <string>

#include "imis/evaluation/pipeline.hpp"

namespace imis {

// The bar's text, at most `width` columns: "[=====>    ] 12/28  3.1 images/s  0:05 left  Dice 0.8123". elapsed: seconds since
// the start of this run.
[[nodiscard]] std::string progress_line(const Progress& progress, double elapsed, int width);

// Draws the bar in place while it lives, and wipes it before a log line and at the end. Draws nothing where stderr is no
// terminal or `wanted` is false.
class ProgressBar {
public:
    explicit ProgressBar(bool wanted);
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void show(const Progress& progress);

private:
    void wipe();

    bool active_;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point start_;
};

}  // namespace imis
