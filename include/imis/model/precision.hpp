// The precision that a model computes in.
#pragma once

#include "imis/base/choice.hpp"

namespace imis {

enum class Precision { fp32, bf16 };

// The first word of a value is the one that results record.
inline constexpr Words<Precision, 3> precision_words = {
    {{Precision::fp32, "fp32"}, {Precision::bf16, "bf16"}, {Precision::fp32, "auto"}}};

}  // namespace imis
