// Numbers as text, the same in every locale.
#pragma once

#include <string>

#include "imis/metrics/bootstrap.hpp"

namespace imis {

// Fixed-point with that many decimals (0 to 9); never "-0.0"; "nan" and "inf" where the value is not finite.
[[nodiscard]] std::string fixed(double value, int decimals);

// "[0.1234, 0.5678]"
[[nodiscard]] std::string interval_text(const Interval& interval);

// The nearest number of six decimals, for JSON.
[[nodiscard]] double six_decimals(double value);

}  // namespace imis
