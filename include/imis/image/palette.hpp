// The colours that objects are shown in, the same in label maps and overlays.
#pragma once

#include <array>
#include <cstdint>

namespace imis {

inline constexpr int max_label = 255;

// The sRGB colour of a label: black for 0 (background), then the seven colours of Okabe and Ito ("Color Universal
// Design", 2008), which people with colour blindness tell apart too, then colours whose hues are a golden angle apart.
// All are different. Throws Error where the label is not in 0..max_label.
[[nodiscard]] std::array<std::uint8_t, 3> label_colour(int label);

}  // namespace imis
