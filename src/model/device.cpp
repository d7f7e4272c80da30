#include "device.hpp"

#include <regex>

#include <ATen/ATen.h>

#include "imis/base/error.hpp"

namespace imis {

c10::Device resolve_device(const std::string& name) {
    if (name == "cpu") return {c10::kCPU};
    if (name == "auto") return at::hasCUDA() ? c10::Device(c10::kCUDA, 0) : c10::Device(c10::kCPU);
    if (!std::regex_match(name, std::regex("cuda(:[0-9]{1,2})?"))) {
        throw UsageError("--device '" + name + "' is not known; it is auto, cpu, cuda or cuda:N");
    }
    if (!at::hasCUDA()) {
        throw UsageError("--device " + name +
                         ": no CUDA device can be used (none in this machine, no driver, or a LibTorch without CUDA); "
                         "use --device cpu");
    }
    const c10::Device device(name.size() > 5 ? name : "cuda:0");
    try {
        at::zeros({1}, at::TensorOptions().device(device));
    } catch (const c10::Error& problem) {
        throw UsageError("--device " + name + ": can't be used: " + problem.what_without_backtrace());
    }
    return device;
}

}  // namespace imis
