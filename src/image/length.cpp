#include <charconv>
#include <cmath>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/image/lattice.hpp"

namespace imis {

Length parse_length(const std::string& words, const std::string& what) {
    const std::string text = lower_ascii(trimmed(words));
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    const std::string unit = trimmed(std::string(end, text.data() + text.size()));
    if (code == std::errc{} && std::isfinite(value) && value >= 0) {
        if (unit == "mm") return {value, LengthUnit::millimetre};
        if (unit == "px") return {value, LengthUnit::pixel};
    }
    throw UsageError(what + ": '" + words + "' is no length; give a number of mm or px, such as 2mm or 3px");
}

}  // namespace imis
