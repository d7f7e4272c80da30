#include "prompt_numbers.hpp"

namespace imis {

std::optional<GivenPoint> point_from(const std::vector<double>& numbers, Coordinates coordinates) {
    const bool flat = coordinates == Coordinates::pixel;
    const std::size_t count = flat ? 2 : 3;
    if (numbers.size() != count && numbers.size() != count + 1) return std::nullopt;
    GivenPoint point{{numbers[0], numbers[1], flat ? 0 : numbers[2]}, 1};
    if (numbers.size() == count) return point;
    const double label = numbers.back();
    if (label != 0 && label != 1 && label != -1) return std::nullopt;
    point.label = static_cast<int>(label);
    return point;
}

std::optional<GivenBox> box_from(const std::vector<double>& numbers, Coordinates coordinates) {
    const auto& v = numbers;
    if (coordinates != Coordinates::pixel) {
        if (v.size() != 6) return std::nullopt;
        return GivenBox{{v[0], v[1], v[2]}, {v[3], v[4], v[5]}};
    }
    if (v.size() != 4 || v[2] < v[0] || v[3] < v[1]) return std::nullopt;
    return GivenBox{{v[0], v[1], 0}, {v[2], v[3], 0}};
}

}  // namespace imis
