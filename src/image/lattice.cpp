#include "imis/image/lattice.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <span>
#include <string>
#include <utility>

#include "imis/base/error.hpp"

namespace imis {
namespace {

void check_spacing(const Lattice& lattice) {
    for (const double spacing : lattice.spacing) {
        if (!std::isfinite(spacing) || spacing <= 0) {
            throw Error("spacing of " + std::to_string(spacing) + ": it must be a finite number above 0",
                        {"pixel spacing"});
        }
    }
}

std::size_t product(const std::vector<std::size_t>& sizes) {
    return std::accumulate(sizes.begin(), sizes.end(), std::size_t{1}, std::multiplies<>());
}

// Calls visit(a, b) for every line of a box along the fastest axis: the index of its first element in a lattice that
// the box lies in, and in the box itself.
template <typename Visit>
void for_each_line_of(const LatticeBox& box, const Lattice& lattice, Visit visit) {
    const std::size_t length = box.size.back();
    const std::size_t elements = product(box.size);
    for (std::size_t start = 0; start < elements; start += length) {
        std::size_t there = box.first.back();
        std::size_t rest = start / length;
        for (std::size_t axis = box.size.size() - 1; axis-- > 0; rest /= box.size[axis]) {
            there += (box.first[axis] + rest % box.size[axis]) * lattice.stride(axis);
        }
        visit(there, start);
    }
}

// Without a branch for each, so that several are looked at at once.
bool any_foreground(std::span<const std::uint8_t> line) {
    std::uint8_t any = 0;
    for (const std::uint8_t element : line) any |= element;
    return any != 0;
}

}  // namespace

std::string_view symbol(LengthUnit unit) {
    return unit == LengthUnit::millimetre ? "mm" : "px";
}

std::size_t Lattice::elements() const {
    return product(size);
}

std::size_t Lattice::stride(std::size_t axis) const {
    return product({size.begin() + static_cast<std::ptrdiff_t>(axis) + 1, size.end()});
}

double Lattice::diagonal() const {
    double square = 0;
    for (std::size_t axis = 0; axis < axes(); ++axis) {
        const double length = static_cast<double>(size[axis]) * spacing[axis];
        square += length * length;
    }
    return std::sqrt(square);
}

Lattice in_pixels(Lattice lattice) {
    std::ranges::fill(lattice.spacing, 1.0);
    lattice.unit = LengthUnit::pixel;
    return lattice;
}

Lattice lattice_of(Size size, const PixelSpacing& spacing) {
    Lattice lattice{{static_cast<std::size_t>(size.height), static_cast<std::size_t>(size.width)},
                    {spacing.height, spacing.width},
                    spacing.unit};
    check_spacing(lattice);
    return lattice;
}

Lattice lattice_of(const VolumeGeometry& geometry) {
    Lattice lattice{{}, {geometry.spacing.rbegin(), geometry.spacing.rend()}, LengthUnit::millimetre};
    for (std::size_t axis = 3; axis-- > 0;) lattice.size.push_back(static_cast<std::size_t>(geometry.size[axis]));
    check_spacing(lattice);
    return lattice;
}

LatticeBox box_around(const Lattice& lattice, std::span<const std::uint8_t> elements) {
    const std::size_t fastest = lattice.axes() - 1;
    const auto is_foreground = [](std::uint8_t element) { return element != 0; };
    std::vector<std::size_t> first = lattice.size;
    std::vector<std::size_t> end(lattice.axes(), 0);
    for_each_line(lattice, fastest, [&](std::size_t start, std::size_t) {
        const auto line = elements.subspan(start, lattice.size[fastest]);
        if (!any_foreground(line)) return;
        const auto begin = std::ranges::find_if(line, is_foreground);
        const auto last = std::find_if(line.rbegin(), line.rend(), is_foreground);
        first[fastest] = std::min(first[fastest], static_cast<std::size_t>(begin - line.begin()));
        end[fastest] = std::max(end[fastest], static_cast<std::size_t>(line.rend() - last));
        std::size_t rest = start / lattice.size[fastest];
        for (std::size_t axis = fastest; axis-- > 0; rest /= lattice.size[axis]) {
            const std::size_t at = rest % lattice.size[axis];
            first[axis] = std::min(first[axis], at);
            end[axis] = std::max(end[axis], at + 1);
        }
    });
    LatticeBox box{std::move(first), std::vector<std::size_t>(lattice.axes(), 0)};
    for (std::size_t axis = 0; axis < end.size(); ++axis) {
        box.first[axis] = std::min(box.first[axis], end[axis]);
        box.size[axis] = end[axis] - box.first[axis];
    }
    return box;
}

LatticeBox joint_box(const LatticeBox& a, const LatticeBox& b) {
    if (is_empty(a)) return b;
    if (is_empty(b)) return a;
    LatticeBox box = a;
    for (std::size_t axis = 0; axis < box.size.size(); ++axis) {
        const std::size_t end = std::max(a.first[axis] + a.size[axis], b.first[axis] + b.size[axis]);
        box.first[axis] = std::min(a.first[axis], b.first[axis]);
        box.size[axis] = end - box.first[axis];
    }
    return box;
}

bool is_empty(const LatticeBox& box) {
    return product(box.size) == 0;
}

LatticeMask cropped(const Lattice& lattice, std::span<const std::uint8_t> elements, const LatticeBox& box) {
    LatticeMask part{{box.size, lattice.spacing, lattice.unit}, {}};
    part.elements.resize(part.lattice.elements());
    for_each_line_of(box, lattice, [&](std::size_t from, std::size_t to) {
        std::copy_n(&elements[from], box.size.back(), &part.elements[to]);
    });
    return part;
}

LatticeMask placed(const LatticeMask& part, const LatticeBox& box, const LatticeBox& around) {
    LatticeMask mask{{around.size, part.lattice.spacing, part.lattice.unit}, {}};
    mask.elements.resize(mask.lattice.elements(), 0);
    LatticeBox inside = box;
    for (std::size_t axis = 0; axis < box.first.size(); ++axis) inside.first[axis] -= around.first[axis];
    for_each_line_of(inside, mask.lattice, [&](std::size_t to, std::size_t from) {
        std::copy_n(&part.elements[from], box.size.back(), &mask.elements[to]);
    });
    return mask;
}

}  // namespace imis
