#include "imis/interaction/box_jitter.hpp"

#include <algorithm>
#include <cstdint>

#include "imis/base/error.hpp"

namespace imis {

Box jitter_box(const Box& box, int pixels, Size image, const RandomKey& key) {
    if (pixels < 0) throw Error("jitter_box: the number of pixels is negative");
    if (pixels == 0) return box;
    const auto moved = [&](float side, std::uint64_t index, int length) {
        const auto draw = key.below(2 * static_cast<std::uint64_t>(pixels) + 1, index);
        const auto offset = static_cast<float>(static_cast<std::int64_t>(draw) - pixels);
        return std::clamp(side + offset, 0.0F, static_cast<float>(length - 1));
    };
    const auto [x0, x1] = std::minmax({moved(box.x0, 0, image.width), moved(box.x1, 2, image.width)});
    const auto [y0, y1] = std::minmax({moved(box.y0, 1, image.height), moved(box.y1, 3, image.height)});
    return {x0, y0, x1, y1};
}

}  // namespace imis
