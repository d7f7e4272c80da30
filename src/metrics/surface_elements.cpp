#include "imis/metrics/surface_elements.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

namespace imis {
namespace {

// A flat piece of surface by its normal, whose length is the piece's measure: for each axis the part of a side
// perpendicular to it, in halves of a pixel's edge or eighths of a voxel's face. The signs make no difference.
using Normal = std::array<int, 3>;

struct SurfaceCase {
    unsigned code = 0;
    std::array<Normal, 3> pieces{};
};

// Up to turns, reflections and the exchange of foreground and background these are all cases with a surface.

constexpr double per_edge = 2;
constexpr std::array contour_cases = {
    SurfaceCase{0b0001, {{{1, 1}}}},  // one pixel: its corner is cut off
    SurfaceCase{0b0011, {{{2, 0}}}},  // a side
    SurfaceCase{0b0110, {{{2, 2}}}},  // two pixels at opposite corners, each cut off
};

// Polygons through the midpoints of the edges between voxels of different kind. Voxels that touch at an edge or a
// corner only are kept apart. Polygons that are not flat are cut into triangles; those of one plane are added up here.
constexpr double per_face = 8;
constexpr std::array area_cases = {
    SurfaceCase{0b00000001, {{{1, 1, 1}}}},                        // a voxel
    SurfaceCase{0b00000011, {{{4, 4, 0}}}},                        // two that share a face
    SurfaceCase{0b00000110, {{{2, 2, 2}}}},                        // two that share an edge
    SurfaceCase{0b00011000, {{{2, 2, 2}}}},                        // two that share a corner
    SurfaceCase{0b00000111, {{{4, 0, 0}, {3, 3, 3}}}},             // three in a plane
    SurfaceCase{0b00011001, {{{0, 4, 4}, {1, 1, 1}}}},             // two that share a face, one apart
    SurfaceCase{0b00010110, {{{3, 3, 3}}}},                        // three that share edges
    SurfaceCase{0b00001111, {{{8, 0, 0}}}},                        // a plane
    SurfaceCase{0b00010111, {{{6, 6, 6}}}},                        // one and its three neighbours
    SurfaceCase{0b00011011, {{{4, 4, 4}, {0, 2, 2}, {2, 0, 2}}}},  // a chain round three axes
    SurfaceCase{0b00011110, {{{4, 0, 0}, {4, 4, 4}}}},             // three in a plane, one apart
    SurfaceCase{0b00111100, {{{8, 8, 0}}}},                        // two pairs at opposite edges
    SurfaceCase{0b01101001, {{{4, 4, 4}}}},                        // four that share edges
};

double measure(const SurfaceCase& surface, const std::vector<double>& side_measures) {
    double sum = 0;
    for (const Normal& normal : surface.pieces) {
        double square = 0;
        for (std::size_t axis = 0; axis < side_measures.size(); ++axis) {
            square += std::pow(normal[axis] * side_measures[axis], 2);
        }
        sum += std::sqrt(square);
    }
    return sum;
}

// The case with its axes put in another order: what was along axis order[a] is along axis a. Exchanging foreground with
// background and reflecting along an axis change the code alone, see below.
SurfaceCase with_axes(const SurfaceCase& surface, std::span<const std::size_t> order) {
    const std::size_t axes = order.size();
    SurfaceCase result;
    for (unsigned bit = 0; bit < 1U << axes; ++bit) {
        if ((surface.code >> bit & 1U) == 0) continue;
        unsigned moved = 0;
        for (std::size_t axis = 0; axis < axes; ++axis) {
            moved |= (bit >> (axes - 1 - order[axis]) & 1U) << (axes - 1 - axis);
        }
        result.code |= 1U << moved;
    }
    for (std::size_t piece = 0; piece < surface.pieces.size(); ++piece) {
        for (std::size_t axis = 0; axis < axes; ++axis) result.pieces[piece][axis] = surface.pieces[piece][order[axis]];
    }
    return result;
}

// The code after reflections along the axes whose digits are set: the bit of each element moves to its reflection.
unsigned reflected(unsigned code, unsigned axes_reflected, std::size_t bits) {
    unsigned result = 0;
    for (unsigned bit = 0; bit < bits; ++bit) result |= (code >> bit & 1U) << (bit ^ axes_reflected);
    return result;
}

// side_measures: for each axis the length or area of a whole side perpendicular to it, in the unit of the normals.
std::vector<double> measures_of_all(std::span<const SurfaceCase> cases, const std::vector<double>& side_measures) {
    const std::size_t axes = side_measures.size();
    const std::size_t bits = std::size_t{1} << axes;
    std::vector<double> measures(std::size_t{1} << bits, 0);
    std::vector<std::size_t> order(axes);
    std::iota(order.begin(), order.end(), 0);
    do {
        for (const SurfaceCase& base : cases) {
            const SurfaceCase surface = with_axes(base, order);
            const double value = measure(surface, side_measures);
            for (unsigned reflection = 0; reflection < bits; ++reflection) {
                const unsigned code = reflected(surface.code, reflection, bits);
                measures[code] = value;
                measures[measures.size() - 1 - code] = value;
            }
        }
    } while (std::ranges::next_permutation(order).found);
    return measures;
}

// Sets the bits of a line of elements in the codes of their corners, which lie at these steps from the first of them.
// From its first corner an element is the last one, from its last corner the first.
void mark_corners(std::span<const std::uint8_t> line, std::uint8_t* first_corner,
                  const std::vector<std::size_t>& steps) {
    for (std::size_t corner = 0; corner < steps.size(); ++corner) {
        std::uint8_t* codes = first_corner + steps[corner];
        const std::size_t bit = steps.size() - 1 - corner;
        for (std::size_t x = 0; x < line.size(); ++x) codes[x] = static_cast<std::uint8_t>(codes[x] | line[x] << bit);
    }
}

}  // namespace

NeighbourCodes neighbour_codes(const LatticeMask& mask) {
    const std::size_t axes = mask.lattice.axes();
    NeighbourCodes result{mask.lattice, {}};
    for (std::size_t& length : result.corners.size) ++length;
    result.codes.resize(result.corners.elements(), 0);
    // The corners of an element from its first one, by which of them they are.
    std::vector<std::size_t> steps(std::size_t{1} << axes, 0);
    for (std::size_t corner = 0; corner < steps.size(); ++corner) {
        for (std::size_t axis = 0; axis < axes; ++axis) {
            steps[corner] += (corner >> (axes - 1 - axis) & 1U) * result.corners.stride(axis);
        }
    }
    for_each_line(mask.lattice, axes - 1, [&](std::size_t first, std::size_t) {
        const std::size_t length = mask.lattice.size[axes - 1];
        std::size_t first_corner = 0;
        std::size_t rest = first / length;
        for (std::size_t axis = axes - 1; axis-- > 0; rest /= mask.lattice.size[axis]) {
            first_corner += rest % mask.lattice.size[axis] * result.corners.stride(axis);
        }
        mark_corners(std::span(mask.elements).subspan(first, length), &result.codes[first_corner], steps);
    });
    return result;
}

NeighbourCodes placed(const NeighbourCodes& codes, LatticeBox box, LatticeBox around) {
    for (std::size_t axis = 0; axis < box.size.size(); ++axis) {
        ++box.size[axis];
        ++around.size[axis];
    }
    LatticeMask wider = placed(LatticeMask{codes.corners, codes.codes}, box, around);
    return {std::move(wider.lattice), std::move(wider.elements)};
}

LatticeMask surface_corners(const NeighbourCodes& codes) {
    const unsigned all = (1U << (1U << codes.corners.axes())) - 1;
    LatticeMask corners{codes.corners, std::vector<std::uint8_t>(codes.codes.size())};
    std::ranges::transform(codes.codes, corners.elements.begin(), [all](std::uint8_t code) {
        return static_cast<std::uint8_t>(code != 0 && code != all ? 1 : 0);
    });
    return corners;
}

std::vector<double> measure_by_code(const Lattice& lattice) {
    const double whole = std::accumulate(lattice.spacing.begin(), lattice.spacing.end(), 1.0, std::multiplies<>());
    const bool planar = lattice.axes() == 2;
    std::vector<double> side_measures;
    for (const double spacing : lattice.spacing) {
        side_measures.push_back(whole / spacing / (planar ? per_edge : per_face));
    }
    return planar ? measures_of_all(contour_cases, side_measures) : measures_of_all(area_cases, side_measures);
}

}  // namespace imis
