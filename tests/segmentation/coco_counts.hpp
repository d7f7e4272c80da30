// COCO's compressed run lengths read back.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "imis/image/image.hpp"

namespace imis {

// As rleFrString in maskApi.c of COCO's API: groups of 5 bits, lowest first, bit 5 where more follow, the last one's
// bit 4 is the sign; from the fourth on differences to the one two before.
inline std::vector<std::uint32_t> counts_from_text(const std::string& text) {
    std::vector<std::int64_t> counts;
    std::size_t at = 0;
    while (at < text.size()) {
        std::int64_t value = 0;
        int shift = 0;
        bool more = true;
        while (more) {
            const int bits = text.at(at++) - 48;
            value |= static_cast<std::int64_t>(bits & 31) << shift;
            more = (bits & 32) != 0;
            shift += 5;
            if (!more && (bits & 16) != 0) value -= std::int64_t{1} << shift;
        }
        if (counts.size() > 2) value += counts[counts.size() - 2];
        counts.push_back(value);
    }
    return {counts.begin(), counts.end()};
}

// {"size": [height, width], "counts": "..."}: runs of background and foreground in turn, column after column.
inline Mask mask_from_json(const nlohmann::json& rle) {
    Mask mask = Mask::zeros({rle.at("size").at(0), rle.at("size").at(1)});
    std::int64_t place = 0;
    bool foreground = false;
    for (const std::uint32_t length : counts_from_text(rle.at("counts"))) {
        for (std::uint32_t i = 0; i < length; ++i, ++place) {
            const std::int64_t pixel = place % mask.size.height * mask.size.width + place / mask.size.height;
            mask.pixels.at(static_cast<std::size_t>(pixel)) = static_cast<std::uint8_t>(foreground);
        }
        foreground = !foreground;
    }
    if (place != mask.size.area()) throw std::runtime_error("the runs don't fill the mask");
    return mask;
}

}  // namespace imis
