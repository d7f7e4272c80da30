// Listeners to stages: one that takes their times, one that counts their floating-point operations.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <vector>

#include <ATen/ATen.h>

#include "imis/base/stage.hpp"

namespace imis {

// The durations of all calls of all stages, in seconds. An accelerator works while its caller goes on, so at both ends of a stage it is
// waited for: times belong to the stage that asked for them, and are a little longer in all than undisturbed.
class StageTimes : public StageListener {
public:
    explicit StageTimes(const at::Device& device);
    void begin(Stage stage) override;
    void end(Stage stage) override;

    [[nodiscard]] const std::map<Stage, std::vector<double>>& seconds() const { return seconds_; }

private:
    at::Device device_;
    std::mutex mutex_;
    std::map<Stage, std::vector<double>> seconds_;
};

// The operations of matrix products, convolutions and attention, twice the number of multiplications, from the shapes of
// the operators that run within stages. One at a time; Stage::image is left out.
class OperationCounter : public StageListener {
public:
    OperationCounter();
    ~OperationCounter() override;
    OperationCounter(const OperationCounter&) = delete;
    OperationCounter& operator=(const OperationCounter&) = delete;
    void begin(Stage stage) override;
    void end(Stage stage) override;

    // The mean of a stage's calls so far; 0 where there was none.
    [[nodiscard]] double mean(Stage stage) const;

private:
    struct Count {
        double operations = 0;
        std::int64_t calls = 0;
    };

    std::uint64_t callback_;
    std::mutex mutex_;
    std::map<Stage, Count> counts_;
};

}  // namespace imis
