#include "imis/image/image.hpp"

#include <algorithm>

#include "imis/base/error.hpp"

namespace imis {

std::int64_t area(const Mask& mask) {
    return std::count_if(mask.pixels.begin(), mask.pixels.end(), [](std::uint8_t pixel) { return pixel != 0; });
}

Box tight_box(const Mask& mask) {
    int left = mask.size.width;
    int right = -1;
    int top = -1;
    int bottom = -1;
    for (int y = 0; y < mask.size.height; ++y) {
        const auto begin = mask.pixels.begin() + static_cast<std::ptrdiff_t>(y) * mask.size.width;
        const auto end = begin + mask.size.width;
        const auto is_object = [](std::uint8_t pixel) { return pixel != 0; };
        const auto first = std::find_if(begin, end, is_object);
        if (first == end) continue;
        const auto behind_last =
            std::find_if(std::make_reverse_iterator(end), std::make_reverse_iterator(first), is_object).base();
        left = std::min(left, static_cast<int>(first - begin));
        right = std::max(right, static_cast<int>(behind_last - begin) - 1);
        if (top < 0) top = y;
        bottom = y;
    }
    if (top < 0) throw Error("an empty mask has no bounding box");
    return {static_cast<float>(left), static_cast<float>(top), static_cast<float>(right), static_cast<float>(bottom)};
}

}  // namespace imis
