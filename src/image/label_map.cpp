#include "imis/image/label_map.hpp"

#include <algorithm>
#include <utility>

namespace imis {

std::vector<std::int32_t> labels_in(const LabelMap& map) {
    std::vector<std::int32_t> found;
    std::int32_t last = 0;
    for (const std::int32_t label : map.labels) {
        if (label == last || label == 0) continue;  // neighbours mostly have the same
        last = label;
        const auto place = std::ranges::lower_bound(found, label);
        if (place == found.end() || *place != label) found.insert(place, label);
    }
    return found;
}

LatticeMask mask_of(const LabelMap& map, std::int32_t label) {
    LatticeMask mask{map.lattice, std::vector<std::uint8_t>(map.labels.size())};
    std::ranges::transform(map.labels, mask.elements.begin(),
                           [label](std::int32_t value) { return static_cast<std::uint8_t>(value == label ? 1 : 0); });
    return mask;
}

LabelMap foreground_of(LabelMap map) {
    for (std::int32_t& label : map.labels) label = label != 0 ? 1 : 0;
    return map;
}

}  // namespace imis
