// Masks of images and of volumes in one form: elements (pixels or voxels) on a regular lattice of two or three axes,
// with the distances between their centres. What is measured along axes is written once for both.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "imis/image/image.hpp"
#include "imis/image/volume.hpp"

namespace imis {

// What lengths count in: pixels where the size of a pixel is not known, millimetres where it is.
enum class LengthUnit { pixel, millimetre };

// "px", "mm".
[[nodiscard]] std::string_view symbol(LengthUnit unit);

struct Length {
    double value = 0;
    LengthUnit unit = LengthUnit::pixel;
    bool operator==(const Length&) const = default;
};

// "2mm", "3 px", "1.5mm". `what` is given by these words, as the user knows it. Throws UsageError for others, and for
// lengths below 0.
[[nodiscard]] Length parse_length(const std::string& words, const std::string& what);

// Height and width of a pixel, in the unit that distances count in; as it stands, distances are in pixels.
struct PixelSpacing {
    double height = 1;
    double width = 1;
    LengthUnit unit = LengthUnit::pixel;
};

// Axes from the slowest to the fastest: (y, x) of images, (k, j, i) of volumes.
struct Lattice {
    std::vector<std::size_t> size;  // elements along each axis
    std::vector<double> spacing;    // between the centres of neighbours along each axis
    LengthUnit unit = LengthUnit::pixel;

    [[nodiscard]] std::size_t axes() const { return size.size(); }
    [[nodiscard]] std::size_t elements() const;

    // How far apart neighbours along an axis are in memory.
    [[nodiscard]] std::size_t stride(std::size_t axis) const;

    // From one corner of the lattice to the opposite one, elements taken whole, in its unit: no two of its points are
    // further apart.
    [[nodiscard]] double diagonal() const;

    bool operator==(const Lattice&) const = default;
};

// Calls visit(first, stride) for every line along an axis: the index of its first element, and how far apart its
// elements are in memory.
template <typename Visit>
void for_each_line(const Lattice& lattice, std::size_t axis, Visit visit) {
    const std::size_t stride = lattice.stride(axis);
    const std::size_t block = lattice.size[axis] * stride;
    const std::size_t elements = lattice.elements();
    for (std::size_t start = 0; start < elements; start += block) {
        for (std::size_t offset = 0; offset < stride; ++offset) visit(start + offset, stride);
    }
}

// The lattice with spacing 1 along every axis.
[[nodiscard]] Lattice in_pixels(Lattice lattice);

// The lattices of an image and of a volume. Throw Error where a spacing is not a positive, finite number.
[[nodiscard]] Lattice lattice_of(Size size, const PixelSpacing& spacing);
[[nodiscard]] Lattice lattice_of(const VolumeGeometry& geometry);

// A value for every element, 1 for foreground and 0 for background; the last axis runs fastest.
struct LatticeMask {
    Lattice lattice;
    std::vector<std::uint8_t> elements;
};

// A box of elements.
struct LatticeBox {
    std::vector<std::size_t> first;  // index of its first element along each axis
    std::vector<std::size_t> size;   // elements along each axis; 0 along all in an empty box
};

[[nodiscard]] bool is_empty(const LatticeBox& box);

// The smallest box around the foreground among a lattice's elements; empty where there is none.
[[nodiscard]] LatticeBox box_around(const Lattice& lattice, std::span<const std::uint8_t> elements);

// The smallest box around both; an empty one adds nothing.
[[nodiscard]] LatticeBox joint_box(const LatticeBox& a, const LatticeBox& b);

// The part of a lattice's elements in a box, which must lie in it; spacing and unit stay.
[[nodiscard]] LatticeMask cropped(const Lattice& lattice, std::span<const std::uint8_t> elements,
                                  const LatticeBox& box);

// The other way round: the mask of a box in another box around it, both of one lattice, with background in between.
[[nodiscard]] LatticeMask placed(const LatticeMask& part, const LatticeBox& box, const LatticeBox& around);

}  // namespace imis
