#include "imis/image/distance_transform.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "catch.hpp"
#include "imis/base/random.hpp"

using namespace imis;

namespace {

std::vector<std::size_t> place_of(std::size_t element, const Lattice& lattice) {
    std::vector<std::size_t> place(lattice.axes());
    for (std::size_t axis = lattice.axes(); axis-- > 0; element /= lattice.size[axis]) {
        place[axis] = element % lattice.size[axis];
    }
    return place;
}

// By definition: over all foreground elements.
double square_by_definition(const LatticeMask& mask, std::size_t element) {
    const auto from = place_of(element, mask.lattice);
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < mask.elements.size(); ++i) {
        if (mask.elements[i] == 0) continue;
        const auto to = place_of(i, mask.lattice);
        double square = 0;
        for (std::size_t axis = 0; axis < from.size(); ++axis) {
            const double steps = static_cast<double>(to[axis]) - static_cast<double>(from[axis]);
            square += std::pow(steps * mask.lattice.spacing[axis], 2);
        }
        least = std::min(least, square);
    }
    return least;
}

LatticeMask random_mask(std::size_t axes, const RandomKey& key) {
    LatticeMask mask;
    for (std::size_t axis = 0; axis < axes; ++axis) {
        mask.lattice.size.push_back(1 + key.below(axes == 2 ? 24 : 10, 1000000 + axis));
        mask.lattice.spacing.push_back(0.2 + 3 * key.uniform(1000010 + axis));
    }
    const double share = std::pow(key.uniform(1000020), 4);  // mostly few
    for (std::size_t i = 0; i < mask.lattice.elements(); ++i) mask.elements.push_back(key.uniform(i) < share ? 1 : 0);
    return mask;
}

}  // namespace

TEST_CASE("squared distances count the spacing of each axis") {
    const LatticeMask mask{{{2, 3}, {2, 0.5}}, {1, 0, 0, 0, 0, 0}};
    CHECK(squared_distances(mask) == std::vector<double>{0, 0.25, 1, 4, 4.25, 5});
    const LatticeMask volume{{{2, 2, 2}, {3, 2, 1}}, {0, 0, 0, 0, 0, 0, 0, 1}};
    CHECK(squared_distances(volume) == std::vector<double>{14, 13, 10, 9, 5, 4, 1, 0});
}

TEST_CASE("without foreground nothing is near") {
    const LatticeMask mask{{{1, 2}, {1, 1}}, {0, 0}};
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(squared_distances(mask) == std::vector<double>{infinity, infinity});
    CHECK(squared_distances({{{0, 0}, {1, 1}}, {}}).empty());
}

TEST_CASE("squared distances are those of the definition, in images and volumes") {
    for (int draw = 0; draw < 120; ++draw) {
        const LatticeMask mask = random_mask(draw % 2 == 0 ? 2 : 3, RandomKey(17).with(draw));
        const std::vector<double> squares = squared_distances(mask);
        REQUIRE(squares.size() == mask.elements.size());
        for (std::size_t i = 0; i < squares.size(); ++i) {
            const double expected = square_by_definition(mask, i);
            if (std::isinf(expected)) {
                REQUIRE(squares[i] == expected);
            } else {
                REQUIRE(squares[i] == Approx(expected).epsilon(1e-12).margin(1e-12));
            }
        }
    }
}

TEST_CASE("the squared distances of some elements are those of all, picked out") {
    for (int draw = 0; draw < 200; ++draw) {
        const LatticeMask to = random_mask(draw % 2 == 0 ? 2 : 3, RandomKey(18).with(draw));
        LatticeMask from{to.lattice, {}};
        const RandomKey key = RandomKey(19).with(draw);
        const double share = std::pow(key.uniform(1000000), 2);
        for (std::size_t i = 0; i < to.elements.size(); ++i) from.elements.push_back(key.uniform(i) < share ? 1 : 0);
        const std::vector<double> all = squared_distances(to);
        std::vector<double> picked;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (from.elements[i] != 0) picked.push_back(all[i]);
        }
        const std::vector<double> squares = squared_distances(from, to);
        REQUIRE(squares.size() == picked.size());
        for (std::size_t i = 0; i < squares.size(); ++i) {
            if (std::isinf(picked[i])) {
                REQUIRE(squares[i] == picked[i]);
            } else {
                REQUIRE(squares[i] == Approx(picked[i]).epsilon(1e-12).margin(1e-12));
            }
        }
    }
}
