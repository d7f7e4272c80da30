// Where the time of an evaluation goes: stages, rates and memory of one model on one device, with generated images or
// with whatever work it is given.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "imis/base/stage.hpp"
#include "imis/bench/options.hpp"
#include "imis/model/engine.hpp"

namespace imis {

// What was done in one go.
struct BenchWork {
    std::int64_t images = 0;
    std::int64_t mask_rounds = 0;  // masks predicted: targets times rounds
};

// The times of one stage, in seconds. A call is one image, or one round of a batch of targets (base/stage.hpp).
struct StageReport {
    Stage stage = Stage::image;
    std::int64_t calls = 0;
    double median = 0;
    double low = 0;   // 10th percentile of the calls
    double high = 0;  // 90th
    double total = 0;
    double share = 0;            // of the time of all images
    std::optional<double> flop;  // floating-point operations of products and convolutions, mean of the calls
};

// How far the device's results are from those of the CPU in fp32, on the same images with the same prompts.
struct Parity {
    double features_max_abs = 0;       // largest difference of the encoder's features ...
    double features_scale = 0;         // ... whose largest absolute value is this
    double logits_max_abs = 0;         // of low-res logits of the first round
    double predicted_iou_max_abs = 0;  // likewise
    double lowest_dice = 1;            // of a mask of the first round with the CPU's
    std::int64_t masks = 0;
    std::int64_t unequal_masks = 0;  // that differ in a pixel or more
};

struct BenchReport {
    std::string model;
    std::string device;       // "cpu", "cuda:0"
    std::string device_name;  // "AMD EPYC 9555", "NVIDIA H100 80GB HBM3"
    BenchOptions options;
    std::int64_t batch = 0;  // targets decoded together, at the end of the run
    BenchWork work;
    double seconds = 0;               // that the work took, undisturbed
    std::vector<StageReport> stages;  // those that were met; taken in a run of their own
    double whole = 0;                 // seconds of all images and their reading in that run, over all threads
    double matrix_rate = 0;  // FLOP/s of one thread's products of 4096 x 768 by 768 x 3072 in this precision, on a CPU
                             // while the other threads compute them too
    std::int64_t peak_host_bytes = 0;
    std::optional<std::int64_t> peak_device_bytes;  // of LibTorch's allocator; none on a CPU
    std::optional<Parity> parity;
};

// Loads the model and measures the simulated interactive segmentation of generated images. Reads no other files. Throws as Engine.
[[nodiscard]] BenchReport run_bench(const BenchOptions& options);

// Measures some work: runs `work` for one image to warm up, undisturbed, with times taken of its stages, and for one
// image with operations counted. `work` gets the number of images that it is to go through at most.
[[nodiscard]] BenchReport measure_work(const Engine& engine, const BenchOptions& options,
                                       const std::function<BenchWork(int images)>& work);

// What the simulated user gives: a click and then corrections, or a box alone where the model takes no points.
struct BenchPrompts {
    PromptKinds first;
    int rounds = 1;
};
[[nodiscard]] BenchPrompts bench_prompts(const Manifest& manifest, int rounds);

// The engine of the options.
[[nodiscard]] EngineOptions engine_options(const BenchOptions& options);

// The report as a table for people, and as one JSON object (docs/performance.md says what its fields mean).
[[nodiscard]] std::string bench_text(const BenchReport& report);
[[nodiscard]] std::string bench_json(const BenchReport& report);

}  // namespace imis
