// Points and boxes of the command line.
#include <charconv>
#include <cmath>

#include "imis/base/error.hpp"
#include "imis/segmentation/given_prompts.hpp"

namespace imis {
namespace {

// Numbers joined by commas; none where one of them is no finite number.
std::vector<double> numbers(const std::string& words) {
    std::vector<double> values;
    const char* at = words.data();
    const char* const end = at + words.size();
    while (true) {
        double value = 0;
        const auto [stop, code] = std::from_chars(at, end, value);
        if (code != std::errc{} || !std::isfinite(value)) return {};
        values.push_back(value);
        if (stop == end) return values;
        if (*stop != ',') return {};
        at = stop + 1;
    }
}

bool is_label(double value) {
    return value == 0 || value == 1 || value == -1;
}

}  // namespace

GivenPoint parse_point(const std::string& words, Coordinates coordinates) {
    const std::size_t count = coordinates == Coordinates::pixel ? 2 : 3;
    const std::vector<double> values = numbers(words);
    const bool has_label = values.size() == count + 1;
    if (!(values.size() == count || has_label) || (has_label && !is_label(values.back()))) {
        throw UsageError("--point '" + words + "' is no point; it is " + (count == 2 ? "x,y" : "x,y,z") +
                         " or the same with ,1 (object, the default) or ,0 (background) behind it");
    }
    GivenPoint point{{values[0], values[1], count == 3 ? values[2] : 0}, 1};
    if (has_label) point.label = static_cast<int>(values.back());
    return point;
}

GivenBox parse_box(const std::string& words, Coordinates coordinates) {
    const bool flat = coordinates == Coordinates::pixel;
    const std::vector<double> v = numbers(words);
    if (v.size() != (flat ? 4U : 6U)) {
        throw UsageError("--box '" + words + "' is no box; it is " + (flat ? "x0,y0,x1,y1" : "x0,y0,z0,x1,y1,z1"));
    }
    if (!flat) return {{v[0], v[1], v[2]}, {v[3], v[4], v[5]}};
    if (v[2] < v[0] || v[3] < v[1]) {
        throw UsageError("--box '" + words + "': a box is x0,y0,x1,y1 with x0 <= x1 and y0 <= y1; swap its corners");
    }
    return {{v[0], v[1], 0}, {v[2], v[3], 0}};
}

}  // namespace imis
