#include "imis/image/lattice.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <span>
#include <string>

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

// Widens the bounds [first, end) by the foreground of a mask, line by line along the fastest axis.
void widen(const LatticeMask& mask, std::vector<std::size_t>& first, std::vector<std::size_t>& end) {
    const std::size_t fastest = mask.lattice.axes() - 1;
    const auto is_foreground = [](std::uint8_t element) { return element != 0; };
    for_each_line(mask.lattice, fastest, [&](std::size_t start, std::size_t) {
        const auto line = std::span(mask.elements).subspan(start, mask.lattice.size[fastest]);
        const auto begin = std::ranges::find_if(line, is_foreground);
        if (begin == line.end()) return;
        const auto last = std::find_if(line.rbegin(), line.rend(), is_foreground);
        first[fastest] = std::min(first[fastest], static_cast<std::size_t>(begin - line.begin()));
        end[fastest] = std::max(end[fastest], static_cast<std::size_t>(line.rend() - last));
        std::size_t rest = start / mask.lattice.size[fastest];
        for (std::size_t axis = fastest; axis-- > 0; rest /= mask.lattice.size[axis]) {
            const std::size_t at = rest % mask.lattice.size[axis];
            first[axis] = std::min(first[axis], at);
            end[axis] = std::max(end[axis], at + 1);
        }
    });
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

LatticeBox joint_box(const LatticeMask& a, const LatticeMask& b) {
    LatticeBox box{a.lattice.size, std::vector<std::size_t>(a.lattice.axes(), 0)};
    std::vector<std::size_t> end(a.lattice.axes(), 0);
    widen(a, box.first, end);
    widen(b, box.first, end);
    for (std::size_t axis = 0; axis < end.size(); ++axis) {
        box.first[axis] = std::min(box.first[axis], end[axis]);
        box.size[axis] = end[axis] - box.first[axis];
    }
    return box;
}

LatticeMask cropped(const LatticeMask& mask, const LatticeBox& box) {
    LatticeMask part{{box.size, mask.lattice.spacing, mask.lattice.unit}, {}};
    part.elements.reserve(part.lattice.elements());
    const std::size_t length = box.size.back();
    const std::size_t lines = length == 0 ? 0 : part.lattice.elements() / length;
    for (std::size_t line = 0; line < lines; ++line) {
        std::size_t begin = box.first.back();
        std::size_t rest = line;
        for (std::size_t axis = box.size.size() - 1; axis-- > 0; rest /= box.size[axis]) {
            begin += (box.first[axis] + rest % box.size[axis]) * mask.lattice.stride(axis);
        }
        const auto from = mask.elements.begin() + static_cast<std::ptrdiff_t>(begin);
        part.elements.insert(part.elements.end(), from, from + static_cast<std::ptrdiff_t>(length));
    }
    return part;
}

}  // namespace imis
