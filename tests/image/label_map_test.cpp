// Label maps of any number of labels.
#include "imis/image/label_map.hpp"

#include "catch.hpp"

using namespace imis;

namespace {

LabelMap row(const std::vector<std::int32_t>& labels) {
    return {lattice_of(Size{1, static_cast<int>(labels.size())}, {}), labels};
}

}  // namespace

TEST_CASE("labels that occur are listed once, rising, without the background") {
    CHECK(labels_in(row({0, 70000, 3, 3, 0, 70000, 1})) == std::vector<std::int32_t>{1, 3, 70000});
    CHECK(labels_in(row({0, 0})).empty());
}

TEST_CASE("a label's mask has its elements alone") {
    const LatticeMask mask = mask_of(row({2, 1, 2, 0}), 2);
    CHECK(mask.elements == std::vector<std::uint8_t>{1, 0, 1, 0});
    CHECK(mask.lattice.size == std::vector<std::size_t>{1, 4});
}

TEST_CASE("the foreground is every label but 0") {
    CHECK(foreground_of(row({0, 255, 7})).labels == std::vector<std::int32_t>{0, 1, 1});
}
