// The precision that image encoder and mask decoder compute in; prompts and text are always computed in 32 bits.
#pragma once

#include "imis/base/choice.hpp"

namespace imis {

enum class Precision { fp32, bf16 };

// Results record "fp32" for both of its words.
inline constexpr Words<Precision, 3> precision_words = {
    {{Precision::fp32, "fp32"}, {Precision::bf16, "bf16"}, {Precision::fp32, "auto"}}};

}  // namespace imis
