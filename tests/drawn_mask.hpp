// Masks drawn as text: '#' is foreground, anything else background.
#pragma once

#include <string>
#include <vector>

#include "imis/image/image.hpp"
#include "imis/image/lattice.hpp"

namespace imis {

inline Mask drawn_mask(const std::vector<std::string>& rows) {
    Mask mask = Mask::zeros({static_cast<int>(rows.size()), static_cast<int>(rows.front().size())});
    for (std::size_t y = 0; y < rows.size(); ++y) {
        for (std::size_t x = 0; x < rows[y].size(); ++x)
            mask.pixels[y * rows[y].size() + x] = rows[y][x] == '#' ? 1 : 0;
    }
    return mask;
}

inline LatticeMask drawn_lattice_mask(const std::vector<std::string>& rows, const PixelSpacing& spacing = {}) {
    const Mask mask = drawn_mask(rows);
    return {lattice_of(mask.size, spacing), mask.pixels};
}

}  // namespace imis
