// The devices and the precision that a model computes on and in. A new kind of device needs its enumerator and word
// here, and what it is and can do in device.cpp.
#pragma once

#include <cstdint>
#include <string>

#include "imis/base/choice.hpp"

namespace imis {

// The precision that image encoder and mask decoder compute in; prompts and text are always computed in 32 bits.
enum class Precision {
    fp32,
    tf32,  // 32 bits, but products and convolutions take 10 bits of the factors' mantissas; CUDA devices alone
    bf16,
    fp16,
};

// Results record "fp32" for both of its words.
inline constexpr Words<Precision, 5> precision_words = {{{Precision::fp32, "fp32"},
                                                         {Precision::tf32, "tf32"},
                                                         {Precision::bf16, "bf16"},
                                                         {Precision::fp16, "fp16"},
                                                         {Precision::fp32, "auto"}}};

}  // namespace imis

namespace c10 {

enum class ScalarType : std::int8_t;
struct Device;  // LibTorch's; its headers stay out of those who only name devices
}  // namespace c10

namespace imis {

// The CPU, and accelerators in the order in which "auto" looks for them.
enum class DeviceKind { cpu, cuda };

// As users and results name them.
inline constexpr Words<DeviceKind, 2> device_words = {{{DeviceKind::cpu, "cpu"}, {DeviceKind::cuda, "cuda"}}};

// The names that find_device takes, for people: "auto, cpu, cuda, cuda:N".
[[nodiscard]] inline std::string device_names() {
    std::string names = "auto, " + known_words(device_words);
    for (const auto& [kind, word] : device_words) {
        if (kind != DeviceKind::cpu) names += ", " + std::string(word) + ":N";
    }
    return names;
}

// "auto" (the first accelerator, or the CPU where there is none), or the word of a kind, followed by ":N" for one of
// several accelerators, counted from 0. Throws UsageError where the name is none of these, or the device can't be used
// here.
[[nodiscard]] c10::Device find_device(const std::string& name);

// The type of weights and activations.
[[nodiscard]] c10::ScalarType scalar_type(Precision precision);

// Makes LibTorch compute products of 32-bit floats on a device as a precision says: in full, or as TF32. It holds for the
// whole process. Throws UsageError where the device can't compute in this precision.
void set_precision(const c10::Device& device, Precision precision);

// The kind of a device that find_device gave.
[[nodiscard]] DeviceKind kind_of(const c10::Device& device);

// Whether the device computes what it is given in a moment while the CPU does something else. The CPU itself takes
// several images at once, one per core, for seconds each.
[[nodiscard]] bool is_accelerator(const c10::Device& device);

// How many images are best computed at once on a device where `threads` threads may be busy: on a CPU one each. An
// accelerator is kept busy by a few, some of which prepare their next step while others compute.
[[nodiscard]] int images_at_once(const c10::Device& device, int threads);

// Gives the calling thread a stream of its own on an accelerator, for as long as it lives: a queue whose work neither
// waits for that of other threads nor is waited for by it. What was put into any queue of the device before is done
// when this returns. Only the first call of a thread does anything; on a CPU none does.
void use_own_stream(const c10::Device& device);

// Waits until what the calling thread has put into its stream is done; on a CPU it always is.
void wait_for_stream(const c10::Device& device);

// How much memory the targets that are decoded together may take. On a CPU the decoder's image side should stay within
// the caches of a core; an accelerator needs many targets to be busy.
[[nodiscard]] std::int64_t batch_bytes(const c10::Device& device);

}  // namespace imis
