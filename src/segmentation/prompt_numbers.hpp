// Points and boxes from the numbers that the command line and files give.
#pragma once

#include <optional>
#include <vector>

#include "imis/segmentation/given_prompts.hpp"

namespace imis {

// x, y or, in millimetres, x, y, z, with or without a label of 1, 0 or -1 behind them; without one it is 1. None where the numbers
// are of another form.
[[nodiscard]] std::optional<GivenPoint> point_from(const std::vector<double>& numbers, Coordinates coordinates);

// Two corners, x0, y0, x1, y1 or, in millimetres, x0, y0, z0, x1, y1, z1; in pixels the first is the lower one along both sides. None
// where the numbers are of another form.
[[nodiscard]] std::optional<GivenBox> box_from(const std::vector<double>& numbers, Coordinates coordinates);

}  // namespace imis
