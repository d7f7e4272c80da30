#include "imis/metrics/boundary_iou.hpp"

#include "catch.hpp"
#include "drawn_mask.hpp"

using namespace imis;

TEST_CASE("the boundary's width is 0.02 of the diagonal in pixels, at least 1") {
    CHECK(boundary_width(lattice_of(Size{3, 4}, {})) == 1);
    CHECK(boundary_width(lattice_of(Size{300, 400}, {})) == 10);
    CHECK(boundary_width(lattice_of(Size{300, 400}, {7, 0.1})) == 10);
    // 0.02 * 125 = 2.5 goes to the even neighbour.
    CHECK(boundary_width(lattice_of(Size{75, 100}, {})) == 2);
    CHECK(boundary_width(lattice_of(Size{105, 140}, {})) == 4);
}

TEST_CASE("a boundary is the foreground near background, corners and the image's border included") {
    const LatticeMask full = drawn_lattice_mask({"#####", "#####", "#####", "#####", "#####"});
    const LatticeMask notched = drawn_lattice_mask({"#####", "#####", "#####", "#####", "####."});
    // Boundaries of width 1: the outer ring of 16, and the ring without its corner but with the pixel diagonal to it.
    CHECK(boundary_overlap(full, full, 1) == Overlap{16, 16, 16});
    CHECK(boundary_overlap(notched, full, 1) == Overlap{15, 16, 16});
    CHECK(boundary_overlap(full, full, 2) == Overlap{24, 24, 24});
    CHECK(boundary_overlap(full, full, 3) == Overlap{25, 25, 25});
}

TEST_CASE("boundaries are measured against each other, not in sum") {
    const LatticeMask upper = drawn_lattice_mask({"###..", "###..", "###..", "....."});
    const LatticeMask lower = drawn_lattice_mask({".....", "###..", "###..", "###.."});
    CHECK(boundary_overlap(upper, lower, 1) == Overlap{4, 8, 8});
}
