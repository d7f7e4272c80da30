#include "imis/image/lattice_shape.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "imis/base/error.hpp"
#include "imis/image/distance_transform.hpp"

namespace imis {
namespace {

constexpr std::uint8_t unvisited = 1;

// A lattice of three axes with the same elements in the same order; an image is a volume of one slice.
std::array<std::size_t, 3> three_axes(const Lattice& lattice) {
    if (lattice.axes() > 3) throw Error("components of a mask of more than three axes");
    std::array<std::size_t, 3> size = {1, 1, 1};
    std::copy_backward(lattice.size.begin(), lattice.size.end(), size.end());
    return size;
}

// Finds components one after the other. Their elements are taken from a working copy as they are found.
class ComponentSearch {
public:
    explicit ComponentSearch(const LatticeMask& mask) : size_(three_axes(mask.lattice)), left_(mask.elements) {
        for (std::uint8_t& element : left_) element = element != 0 ? unvisited : 0;
    }

    // The elements that hang together with one of the foreground; empty where it is background or was found before.
    [[nodiscard]] std::vector<std::size_t> component_at(std::size_t element) {
        std::vector<std::size_t> found;
        take(element, found);
        for (std::size_t next = 0; next < found.size(); ++next) take_neighbours(found[next], found);
        return found;
    }

private:
    void take(std::size_t element, std::vector<std::size_t>& found) {
        if (left_[element] != unvisited) return;
        left_[element] = 0;
        found.push_back(element);
    }

    // The places along an axis that are at most one step away, [first, last].
    [[nodiscard]] std::pair<std::size_t, std::size_t> reach(std::size_t place, std::size_t axis) const {
        return {place == 0 ? 0 : place - 1, std::min(place + 1, size_[axis] - 1)};
    }

    void take_neighbours(std::size_t element, std::vector<std::size_t>& found) {
        const std::size_t rows = size_[1];
        const std::size_t columns = size_[2];
        const auto [first_slice, last_slice] = reach(element / (rows * columns), 0);
        const auto [first_row, last_row] = reach(element / columns % rows, 1);
        const auto [first_column, last_column] = reach(element % columns, 2);
        for (std::size_t slice = first_slice; slice <= last_slice; ++slice) {
            for (std::size_t row = first_row; row <= last_row; ++row) {
                const std::size_t line = (slice * rows + row) * columns;
                for (std::size_t column = first_column; column <= last_column; ++column) take(line + column, found);
            }
        }
    }

    std::array<std::size_t, 3> size_;
    std::vector<std::uint8_t> left_;
};

// The elements' places along an axis count from the nearer border, 1 for those at it; beyond all is background.
std::vector<double> squares_to_border(std::size_t length) {
    std::vector<double> squares;
    for (std::size_t place = 0; place < length; ++place) {
        const auto steps = static_cast<double>(std::min(place + 1, length - place));
        squares.push_back(steps * steps);
    }
    return squares;
}

}  // namespace

LatticeMask largest_component(const LatticeMask& mask) {
    LatticeMask component{mask.lattice, std::vector<std::uint8_t>(mask.elements.size(), 0)};
    ComponentSearch search(mask);
    std::vector<std::size_t> largest;
    for (std::size_t element = 0; element < mask.elements.size(); ++element) {
        std::vector<std::size_t> found = search.component_at(element);
        if (found.size() > largest.size()) largest = std::move(found);
    }
    for (const std::size_t element : largest) component.elements[element] = 1;
    return component;
}

std::vector<double> squared_depths(const LatticeMask& mask) {
    LatticeMask background{in_pixels(mask.lattice), {}};
    background.elements.reserve(mask.elements.size());
    for (const std::uint8_t element : mask.elements) background.elements.push_back(element == 0 ? 1 : 0);
    std::vector<double> depths = squared_distances(background);
    for (std::size_t axis = 0; axis < mask.lattice.axes(); ++axis) {
        const std::size_t length = mask.lattice.size[axis];
        const std::vector<double> limits = squares_to_border(length);
        for_each_line(mask.lattice, axis, [&](std::size_t first, std::size_t stride) {
            for (std::size_t place = 0; place < length; ++place) {
                double& depth = depths[first + place * stride];
                depth = std::min(depth, limits[place]);
            }
        });
    }
    return depths;
}

}  // namespace imis
