// What a model computes on, and how exactly.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <c10/core/Device.h>

#include "imis/base/choice.hpp"

namespace imis {

// What differs between kinds of devices; the kinds are listed in device.cpp.
struct DeviceTraits {
    std::string_view name;  // as users and results have it
    // An accelerator computes one image after the other, each in a moment, and the CPU has time to read; a CPU takes several images
    // at once, one a core, for seconds each.
    bool accelerator;
    // That the targets decoded together may take. The decoder's image side should stay within the caches of a CPU core; a GPU needs
    // many targets to be busy.
    std::int64_t batch_bytes;
};

[[nodiscard]] const DeviceTraits& traits_of(const c10::Device& device);

// The names that find_device takes, for help: "auto, cpu, cuda or cuda:N".
[[nodiscard]] std::string device_names();

// "auto" (the first accelerator, or the CPU where there is none), "cpu", "cuda" or "cuda:N" with N counted from 0. Throws UsageError
// where the name is not one of these, or the device can't be used here.
[[nodiscard]] c10::Device find_device(const std::string& name);

// Of image encoder and mask decoder; prompts and text are always computed in 32 bits.
enum class Precision { fp32, bf16 };

inline constexpr Words<Precision, 2> precision_words = {{{Precision::fp32, "fp32"}, {Precision::bf16, "bf16"}}};

// A precision's word, or "auto", which is fp32. Throws UsageError otherwise.
[[nodiscard]] Precision parse_precision(const std::string& word);

}  // namespace imis
