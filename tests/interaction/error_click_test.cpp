#include <map>
#include <set>

#include <ATen/ATen.h>

#include "catch.hpp"
#include "drawn_mask.hpp"
#include "imis/interaction/pixel_priority.hpp"
#include "imis/interaction/simulated_prompts.hpp"

using namespace imis;

namespace {

at::Tensor tensor(const Mask& mask) {
    return at::from_blob(const_cast<std::uint8_t*>(mask.pixels.data()), {1, mask.size.height, mask.size.width},
                         at::kByte)
        .to(at::kBool);
}

std::vector<PriorityKey> keys(int count, std::uint64_t seed) {
    std::vector<PriorityKey> result;
    for (int i = 0; i < count; ++i) result.push_back(priority_key(RandomKey(seed).with(i)));
    return result;
}

}  // namespace

TEST_CASE("the corrective click is uniform over missed and overrun pixels, labelled by which") {
    const at::Tensor target = tensor(drawn_mask({"##..", "##..", "...."}));
    const at::Tensor predicted = tensor(drawn_mask({".#..", "##.#", "...#"}));
    // Errors: (0, 0) missed; (3, 1) and (3, 2) overrun.
    std::map<std::array<std::int64_t, 3>, int> counts;
    for (int draw = 0; draw < 3000; ++draw) {
        const at::Tensor click = error_clicks(predicted, target, {priority_key(RandomKey(11).with(draw))});
        const auto* values = click.const_data_ptr<std::int64_t>();
        ++counts[{values[0], values[1], values[2]}];
    }
    REQUIRE(counts.size() == 3);
    const std::array<std::int64_t, 3> missed{0, 0, 1};
    const std::array<std::int64_t, 3> overrun{3, 1, 0};
    const std::array<std::int64_t, 3> overrun_below{3, 2, 0};
    for (const auto& click : {missed, overrun, overrun_below}) {
        REQUIRE(std::abs(counts[click] - 1000) < 130);  // 5 standard deviations
    }
}

TEST_CASE("a perfect mask gets a point without meaning within the first 256 x 256 pixels") {
    const at::Tensor mask = at::ones({4, 300, 300}, at::kBool);
    const at::Tensor clicks = error_clicks(mask, mask, keys(4, 5));
    REQUIRE(clicks.select(1, 2).eq(-1).all().item<bool>());
    REQUIRE(clicks.slice(1, 0, 2).ge(0).all().item<bool>());
    REQUIRE(clicks.slice(1, 0, 2).lt(256).all().item<bool>());
}

TEST_CASE("host loop and tensor operations draw the same clicks") {
    at::manual_seed(1);
    const at::Tensor target = at::rand({6, 97, 131}) < 0.3;
    at::Tensor predicted = at::rand({6, 97, 131}) < 0.3;
    predicted[3] = target[3];  // one perfect mask among them
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        REQUIRE(at::equal(error_clicks(predicted, target, keys(6, seed)),
                          error_clicks_by_tensors(predicted, target, keys(6, seed))));
    }
}

TEST_CASE("a click stays where it is when another error pixel goes away") {
    const at::Tensor target = tensor(drawn_mask({"########", "########"}));
    const at::Tensor predicted = tensor(drawn_mask({"........", "........"}));
    int moved = 0;
    for (int draw = 0; draw < 400; ++draw) {
        const std::vector<PriorityKey> key{priority_key(RandomKey(9).with(draw))};
        const at::Tensor before = error_clicks(predicted, target, key);
        at::Tensor corrected = predicted.clone();
        corrected.index_put_({0, 0, 0}, true);
        const at::Tensor after = error_clicks(corrected, target, key);
        moved += at::equal(before, after) ? 0 : 1;
    }
    REQUIRE(moved < 60);  // 1 of 16 pixels went: 25 expected
    REQUIRE(moved > 0);
}

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
