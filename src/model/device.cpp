#include "imis/model/device.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include <ATen/ATen.h>

#include "imis/base/error.hpp"

namespace imis {
namespace {

struct KnownDevice {
    c10::DeviceType type;
    bool (*present)();
    DeviceTraits traits;

    // CPUs have no numbers.
    [[nodiscard]] c10::Device at(int number) const {
        return traits.accelerator ? c10::Device(type, static_cast<c10::DeviceIndex>(number)) : c10::Device(type);
    }
};

constexpr int most_devices = 100;  // of a kind

// In the order in which "auto" looks for them; the CPU, which is always there, is the last.
constexpr std::array<KnownDevice, 2> known_devices = {
    {{c10::kCUDA, [] { return at::hasCUDA(); }, {"cuda", true, std::int64_t{4} << 30}},
     {c10::kCPU, [] { return true; }, {"cpu", false, std::int64_t{32} << 20}}}};

// N of "NAME:N", 0 where nothing follows the name; -1 where something else does.
int number_behind(std::string_view name, std::string_view known) {
    std::string_view rest = name.substr(known.size());
    if (rest.empty()) return 0;
    if (!rest.starts_with(':')) return -1;
    rest.remove_prefix(1);
    int number = -1;
    const auto [end, code] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    const bool whole = code == std::errc{} && end == rest.data() + rest.size();
    return whole && number < most_devices ? number : -1;
}

[[noreturn]] void refuse(const std::string& name, const std::string& problem) {
    throw UsageError("device '" + name + "' " + problem);
}

// Throws where nothing can be computed on the device.
void try_out(const c10::Device& device, const std::string& name) {
    try {
        at::zeros({1}, at::TensorOptions().device(device));
    } catch (const c10::Error& problem) {
        refuse(name, std::string("can't be used: ") + problem.what_without_backtrace());
    }
}

}  // namespace

const DeviceTraits& traits_of(const c10::Device& device) {
    return std::ranges::find(known_devices, device.type(), &KnownDevice::type)->traits;
}

std::string device_names() {
    std::string names = "auto";
    for (auto known = known_devices.rbegin(); known != known_devices.rend(); ++known) {
        names += ", " + std::string(known->traits.name);
        if (known->traits.accelerator) names += " or " + std::string(known->traits.name) + ":N";
    }
    return names;
}

c10::Device find_device(const std::string& name) {
    if (name == "auto") {
        return std::ranges::find_if(known_devices, [](const KnownDevice& known) { return known.present(); })->at(0);
    }
    for (const KnownDevice& known : known_devices) {
        if (!name.starts_with(known.traits.name)) continue;
        const int number = number_behind(name, known.traits.name);
        if (number < 0 || (!known.traits.accelerator && name != known.traits.name)) break;
        if (!known.present()) {
            refuse(name,
                   "can't be used: none is in this machine, its driver is missing, or LibTorch was built without it; "
                   "use cpu");
        }
        const c10::Device device = known.at(number);
        try_out(device, name);
        return device;
    }
    refuse(name, "is not known; it is " + device_names());
}

Precision parse_precision(const std::string& word) {
    if (word == "auto") return Precision::fp32;
    if (const auto precision = find_choice(precision_words, word)) return *precision;
    throw UsageError("precision '" + word + "' is not known; it is auto, " + known_words(precision_words));
}

}  // namespace imis
