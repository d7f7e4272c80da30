// COCO's compressed run lengths read back.
#pragma once

#include <nlohmann/json.hpp>

#include "imis/image/run_lengths.hpp"

namespace imis {

// As rleFrString in maskApi.c of COCO's API: groups of 5 bits, lowest first, bit 5 where more follow, the last one's bit 4 is the
// sign; from the fourth on differences to the one two before.
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

// {"size": [height, width], "counts": "..."}
inline Mask mask_from_json(const nlohmann::json& rle) {
    return mask_from_run_lengths(counts_from_text(rle.at("counts")), {rle.at("size").at(0), rle.at("size").at(1)});
}

}  // namespace imis
