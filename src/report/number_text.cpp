#include "number_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace imis {

std::string fixed(double value, int decimals) {
    if (!std::isfinite(value)) return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
    std::array<char, 400> buffer{};  // room for the largest double
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
    std::string text(buffer.data(), end.ptr);
    const bool zero = std::all_of(text.begin(), text.end(), [](char c) { return c == '-' || c == '0' || c == '.'; });
    if (zero && text.starts_with('-')) text.erase(0, 1);
    return text;
}

std::string interval_text(const Interval& interval) {
    return "[" + fixed(interval.low, 4) + ", " + fixed(interval.high, 4) + "]";
}

double six_decimals(double value) {
    return std::round(value * 1e6) / 1e6;
}

}  // namespace imis
