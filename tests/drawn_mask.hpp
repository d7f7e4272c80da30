// Masks drawn as text: '#' is foreground, anything else background.
#pragma once

#include <string>
#include <vector>

#include "imis/image/image.hpp"

namespace imis {

inline Mask drawn_mask(const std::vector<std::string>& rows) {
    Mask mask = Mask::zeros({static_cast<int>(rows.size()), static_cast<int>(rows.front().size())});
    for (std::size_t y = 0; y < rows.size(); ++y) {
        for (std::size_t x = 0; x < rows[y].size(); ++x)
            mask.pixels[y * rows[y].size() + x] = rows[y][x] == '#' ? 1 : 0;
    }
    return mask;
}

}  // namespace imis
