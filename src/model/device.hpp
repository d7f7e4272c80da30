// Names of devices on the command line -> devices of torch.
#pragma once

#include <string>

#include <c10/core/Device.h>

namespace imis {

// "auto" (the first GPU where there is one, else the CPU), "cpu", "cuda" or "cuda:N". Throws UsageError where the name is not
// one of these, or the device can't be used here.
[[nodiscard]] c10::Device resolve_device(const std::string& name);

}  // namespace imis
