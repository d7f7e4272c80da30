#include "imis/interaction/pixel_priority.hpp"

#include <set>

#include "catch.hpp"

using namespace imis;

TEST_CASE("pixels of one key have distinct priorities") {
    const PriorityKey key = priority_key(RandomKey(42).with("image"));
    std::set<std::uint32_t> seen;
    for (std::uint32_t pixel = 0; pixel < 200000; ++pixel) seen.insert(pixel_priority(key, pixel));
    REQUIRE(seen.size() == 200000);
}

TEST_CASE("the pixel of highest priority is uniform over a set, whatever the set") {
    // 5 neighbouring pixels and 5 far apart, 20,000 keys: the expected count is 4,000 with a standard deviation of 57.
    for (const std::uint32_t stride : {1U, 104729U}) {
        std::vector<int> counts(5, 0);
        for (int draw = 0; draw < 20000; ++draw) {
            const PriorityKey key = priority_key(RandomKey(7).with(draw));
            std::uint32_t best = 0;
            for (std::uint32_t i = 1; i < 5; ++i) {
                if (pixel_priority(key, i * stride) > pixel_priority(key, best * stride)) best = i;
            }
            ++counts[best];
        }
        for (const int count : counts) REQUIRE(std::abs(count - 4000) < 5 * 57);
    }
}
