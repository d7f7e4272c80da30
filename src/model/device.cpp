#include "imis/model/device.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <ATen/DeviceAccelerator.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include "imis/base/error.hpp"

namespace imis {
namespace {

struct DeviceTraits {
    c10::DeviceType type;
    bool present;
    std::int64_t batch_bytes;
};

DeviceTraits traits_of(DeviceKind kind) {
    switch (kind) {
        case DeviceKind::cuda:
            return {c10::kCUDA, at::hasCUDA(), std::int64_t{4} << 30};
        case DeviceKind::cpu:
            break;
    }
    return {c10::kCPU, true, std::int64_t{32} << 20};
}

constexpr int most_devices = 100;  // of a kind
constexpr int most_images_at_once = 4;

[[noreturn]] void refuse_device(const std::string& name, const std::string& problem) {
    throw UsageError("device '" + name + "' " + problem, {"device"});
}

// N of "NAME:N"; nothing where it is not a whole number, or an absurd one.
std::optional<int> device_number(std::string_view digits) {
    int number = -1;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool whole = code == std::errc{} && end == digits.data() + digits.size();
    return whole && number >= 0 && number < most_devices ? std::optional(number) : std::nullopt;
}

c10::Device first_accelerator_or_cpu() {
    for (const auto& [kind, word] : device_words) {
        const DeviceTraits traits = traits_of(kind);
        if (kind != DeviceKind::cpu && traits.present) return {traits.type, 0};
    }
    return {c10::kCPU};
}

// The first, or only, device of a kind for "NAME", another for "NAME:N"; nothing for other names.
std::optional<c10::Device> named_device(const std::string& name) {
    const std::size_t colon = name.find(':');
    const auto kind = find_choice(device_words, name.substr(0, colon));
    if (!kind) return std::nullopt;
    const c10::DeviceType type = traits_of(*kind).type;
    if (*kind == DeviceKind::cpu) return colon == std::string::npos ? std::optional(c10::Device(type)) : std::nullopt;
    const auto number = colon == std::string::npos ? 0 : device_number(std::string_view(name).substr(colon + 1));
    if (!number) return std::nullopt;
    return c10::Device(type, static_cast<c10::DeviceIndex>(*number));
}

}  // namespace

c10::Device find_device(const std::string& name) {
    if (name == "auto") return first_accelerator_or_cpu();
    const auto device = named_device(name);
    if (!device) refuse_device(name, "is not known; it is one of " + device_names());
    if (!traits_of(kind_of(*device)).present) {
        refuse_device(name,
                      "can't be used: there is none in this machine, its driver is missing, or LibTorch was built "
                      "without it; use cpu");
    }
    try {
        at::zeros({1}, at::TensorOptions().device(*device));
    } catch (const c10::Error& problem) {
        refuse_device(name, std::string("can't be used: ") + problem.what_without_backtrace());
    }
    return *device;
}

c10::ScalarType scalar_type(Precision precision) {
    switch (precision) {
        case Precision::bf16:
            return at::kBFloat16;
        case Precision::fp16:
            return at::kHalf;
        case Precision::fp32:
        case Precision::tf32:
            break;
    }
    return at::kFloat;
}

void set_precision(const c10::Device& device, Precision precision) {
    const bool tf32 = precision == Precision::tf32;
    if (tf32 && !device.is_cuda()) {
        throw UsageError("precision 'tf32' is one of CUDA devices; use fp32 or bf16 on " + device.str(), {"precision"});
    }
    // By default LibTorch computes convolutions, though not products, as TF32.
    at::globalContext().setAllowTF32CuBLAS(tf32);
    at::globalContext().setAllowTF32CuDNN(tf32);
}

DeviceKind kind_of(const c10::Device& device) {
    for (const auto& [kind, word] : device_words) {
        if (traits_of(kind).type == device.type()) return kind;
    }
    throw Error("this program does not know the device " + device.str());
}

bool is_accelerator(const c10::Device& device) {
    return kind_of(device) != DeviceKind::cpu;
}

int images_at_once(const c10::Device& device, int threads) {
    return is_accelerator(device) ? std::min(threads, most_images_at_once) : threads;
}

void use_own_stream(const c10::Device& device) {
    thread_local bool own = false;
    if (own || !is_accelerator(device)) return;
    at::accelerator::synchronizeDevice(device.index());
    const c10::impl::VirtualGuardImpl streams(device.type());
    streams.exchangeStream(streams.getStreamFromGlobalPool(device));
    own = true;
}

void wait_for_stream(const c10::Device& device) {
    if (is_accelerator(device)) c10::impl::VirtualGuardImpl(device.type()).getStream(device).synchronize();
}

std::int64_t batch_bytes(const c10::Device& device) {
    return traits_of(kind_of(device)).batch_bytes;
}

}  // namespace imis
