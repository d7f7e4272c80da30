#include "machine.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <string_view>
#include <sys/resource.h>
#include <vector>

#include <ATen/DeviceAccelerator.h>
#include <ATen/Parallel.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/InferenceMode.h>

#include "imis/base/quantile.hpp"
#include "imis/base/threads.hpp"

namespace imis {
namespace {

constexpr std::int64_t rows = 4096;
constexpr std::int64_t inner = 768;
constexpr std::int64_t columns = 3072;

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return quantile(values, 0.5);
}

// The median time of a product on the calling thread, over half a second or longer; the first, which prepares kernels,
// counts only where it took as long by itself.
double product_seconds(const at::Device& device, at::ScalarType type) {
    constexpr double enough = 0.5;
    const c10::InferenceMode inference;
    at::set_num_threads(1);
    const auto options = at::TensorOptions().device(device).dtype(type);
    const at::Tensor a = at::ones({rows, inner}, options);
    const at::Tensor b = at::ones({inner, columns}, options);
    const double start = seconds_when_done(device);
    at::Tensor product = a.matmul(b);
    double last = seconds_when_done(device);
    if (last - start > enough) return last - start;
    std::vector<double> times;
    const int queued = is_accelerator(device) ? 50 : 1;  // many, so that waiting for the last does not count
    while (last - start < enough || times.size() < 3) {
        for (int i = 0; i < queued; ++i) at::mm_out(product, a, b);
        const double now = seconds_when_done(device);
        times.push_back((now - last) / queued);
        last = now;
    }
    return median(times);
}

// What stands behind the colon in the first line of a file that begins with a word; empty where there is none.
std::string field_of(const std::filesystem::path& path, std::string_view word) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with(word)) continue;
        const auto begin = line.find_first_not_of(" \t", line.find(':') + 1);
        return begin == std::string::npos ? "" : line.substr(begin);
    }
    return "";
}

// As the driver lists them, by their places on the bus: LibTorch tells them through CUDA's own headers alone, which a
// build may lack.
std::vector<std::string> nvidia_gpu_names() {
    const std::filesystem::path folder = "/proc/driver/nvidia/gpus";
    std::map<std::string, std::string> names;
    std::error_code no_driver;
    for (const auto& gpu : std::filesystem::directory_iterator(folder, no_driver)) {
        names[gpu.path().filename().string()] = field_of(gpu.path() / "information", "Model:");
    }
    std::vector<std::string> listed;
    listed.reserve(names.size());
    for (const auto& [place, name] : names) listed.push_back(name);
    return listed;
}

}  // namespace

double seconds_when_done(const at::Device& device) {
    wait_for_stream(device);
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double matrix_rate(const at::Device& device, Precision precision, int threads) {
    const int count = is_accelerator(device) ? 1 : threads;
    std::vector<double> seconds(static_cast<std::size_t>(count));
    run_in_threads(count, [&](int number) {
        seconds[static_cast<std::size_t>(number)] = product_seconds(device, scalar_type(precision));
    });
    return 2.0 * rows * inner * columns / median(seconds);
}

std::string device_name(const at::Device& device) {
    if (!is_accelerator(device)) return field_of("/proc/cpuinfo", "model name");
    const std::vector<std::string> names = nvidia_gpu_names();
    const auto index = static_cast<std::size_t>(static_cast<unsigned char>(device.index()));
    return device.is_cuda() && index < names.size() ? names[index] : device.str();
}

std::int64_t peak_host_bytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return std::int64_t{usage.ru_maxrss} * 1024;
}

std::optional<std::int64_t> peak_device_bytes(const at::Device& device) {
    if (!is_accelerator(device)) return std::nullopt;
    constexpr auto all = static_cast<std::size_t>(c10::CachingAllocator::StatType::AGGREGATE);
    const auto stats = c10::getDeviceAllocator(device.type())->getDeviceStats(device.index());
    return stats.allocated_bytes.at(all).peak;
}

void reset_peak_device_bytes(const at::Device& device) {
    if (is_accelerator(device)) c10::getDeviceAllocator(device.type())->resetPeakStats(device.index());
}

}  // namespace imis
