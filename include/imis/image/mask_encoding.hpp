// Masks in other forms: outlines as polygons, and run lengths.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "imis/image/geometry.hpp"
#include "imis/image/image.hpp"

namespace imis {

// The outlines of masks as polygons, as exact as the mask: they run along the edges of pixels. A pixel (x, y) covers
// the square from corner (x, y) to (x + 1, y + 1), so the points of outlines are corners: whole numbers from 0 to the
// width and height.

// Corners in order; the last repeats the first.
using Ring = std::vector<Point>;

struct Polygon {
    Ring outer;
    std::vector<Ring> holes;
};

// The polygons that cover exactly the foreground, one for each 4-connected component, in row-major order of their first
// pixels.
// - Each ring is simple: it touches itself nowhere. Pixels that touch at a corner only lie in two polygons or, where
//   they hang together elsewhere, have a ring end there and another begin; so rings may touch other rings at corners,
//   nowhere else.
// - Outer rings have positive signed_area, holes negative, which is what GeoJSON (RFC 7946, section 3.1.6) asks for
//   where (x, y) is taken as it stands. On the screen, with y down, outer rings run clockwise.
// - No three points in a row lie on a line.
// Time and memory are linear in the number of pixels.
[[nodiscard]] std::vector<Polygon> outlines(const Mask& mask);

// The area within a ring by the shoelace formula, (x0 y1 - x1 y0 + x1 y2 - x2 y1 + ...) / 2.
[[nodiscard]] double signed_area(const Ring& ring);

// Masks as run lengths, as COCO's annotation files have them (RLE): pixels are counted column after column, each from
// the top down, in runs that are background and foreground in turn.

// The lengths of a mask's runs; the first is background and may be 0, all others are not. They add up to the number of
// pixels.
[[nodiscard]] std::vector<std::uint32_t> run_lengths(const Mask& mask);

// Run lengths as the string that COCO's API calls compressed (rleToString in its maskApi.c): from the fourth on as the
// difference to the one two before, in groups of 5 bits, lowest first, with bit 5 set where more follow, each plus 48
// as a character.
[[nodiscard]] std::string compressed_run_lengths(std::span<const std::uint32_t> lengths);

// Inverse of run_lengths; further runs of 0 pixels do no harm. Throws Error where the lengths don't add up to the pixels
// of that size.
[[nodiscard]] Mask mask_of_run_lengths(Size size, std::span<const std::uint32_t> lengths);

// Inverse of compressed_run_lengths. Throws Error where the text is none.
[[nodiscard]] std::vector<std::uint32_t> decompressed_run_lengths(std::string_view text);

// Sets the pixels whose centres, (x + 0.5, y + 0.5), lie within a polygon, by the even-odd rule where it crosses itself;
// others stay. Corners are given as x0, y0, x1, y1, ... in pixels, as COCO has them, and may lie outside. A centre on an
// edge belongs to the polygon on its right. Throws Error where there are not three corners or one is not finite.
void fill_polygon(Mask& mask, std::span<const double> corners);

}  // namespace imis
