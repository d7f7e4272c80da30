// Borders mirrored about the centre of the outermost pixel: ... 2 1 | 0 1 2 | 1 0 ... (SciPy's 'mirror').
#pragma once

#include <cstddef>

namespace imis {

// The index within [0, length) that stands for an index of the endless mirrored line.
inline std::size_t mirrored(std::ptrdiff_t index, std::size_t length) {
    if (length == 1) return 0;
    const auto period = static_cast<std::ptrdiff_t>(2 * length - 2);
    const std::ptrdiff_t within = ((index % period) + period) % period;
    return static_cast<std::size_t>(within < static_cast<std::ptrdiff_t>(length) ? within : period - within);
}

}  // namespace imis
