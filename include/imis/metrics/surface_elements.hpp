// The surface of a mask in pieces, one at each corner of the lattice between foreground and background.
#pragma once

#include <cstdint>
#include <vector>

#include "imis/image/lattice.hpp"

namespace imis {

// Which of the 4 or 8 elements around each corner of the lattice are foreground: a bit for each, whose index has a
// binary digit for each axis, the slowest axis first. There is one corner more along each axis than there are elements.
struct NeighbourCodes {
    Lattice corners;
    std::vector<std::uint8_t> codes;
};

[[nodiscard]] NeighbourCodes neighbour_codes(const LatticeMask& mask);

// The codes of a box of elements among those of another box around it, with background in between.
[[nodiscard]] NeighbourCodes placed(const NeighbourCodes& codes, LatticeBox box, LatticeBox around);

// The corners around which elements differ.
[[nodiscard]] LatticeMask surface_corners(const NeighbourCodes& codes);

// The length or area of the surface at a corner by its code: 16 values for two axes, 256 for three.
[[nodiscard]] std::vector<double> measure_by_code(const Lattice& lattice);

}  // namespace imis
