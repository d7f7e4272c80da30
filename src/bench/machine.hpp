// What the machine can do and what the process has taken of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <ATen/ATen.h>

#include "imis/model/device.hpp"

namespace imis {

// Seconds of a clock that only runs forward, once all that an accelerator was asked for is done.
[[nodiscard]] double seconds_when_done(const at::Device& device);

// FLOP/s of products of 4096 x 768 by 768 x 3072 matrices, the largest of a ViT-B at 1024 px, on a device in a
// precision: the median of some. On a CPU each of `threads` threads computes its own at the same time, and the result is
// the rate of one of them.
[[nodiscard]] double matrix_rate(const at::Device& device, Precision precision, int threads);

// The name of a processor or GPU, as the system or its driver has it.
[[nodiscard]] std::string device_name(const at::Device& device);

// The most memory that the process ever held, in bytes.
[[nodiscard]] std::int64_t peak_host_bytes();

// The most memory of the device that tensors took since reset_peak_device_bytes, in bytes; none on a CPU.
[[nodiscard]] std::optional<std::int64_t> peak_device_bytes(const at::Device& device);
void reset_peak_device_bytes(const at::Device& device);

}  // namespace imis
