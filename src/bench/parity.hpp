// Comparing a device with the CPU.
#pragma once

#include "generated_images.hpp"
#include "imis/bench/bench.hpp"

namespace imis {

// Encodes the images and runs the first round of all their targets by an engine, and by another one in fp32 on the CPU
// that is loaded for the purpose. The same first prompts are given to both.
[[nodiscard]] Parity compare_with_cpu(const Engine& engine, const Bundle& bundle, const GeneratedWork& work);

}  // namespace imis
