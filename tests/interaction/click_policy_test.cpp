#include "imis/interaction/click_policy.hpp"

#include <array>
#include <map>
#include <utility>

#include <ATen/ATen.h>

#include "catch.hpp"
#include "drawn_mask.hpp"
#include "imis/base/error.hpp"
#include "imis/interaction/simulated_prompts.hpp"
#include "statistics.hpp"

using namespace imis;

namespace {

constexpr std::array all_policies{ClickPolicy::imis, ClickPolicy::sam_med2d, ClickPolicy::ritm, ClickPolicy::cvpr25};

// bool [T, H, W] of T masks of one size.
at::Tensor tensor(const std::vector<Mask>& masks) {
    std::vector<at::Tensor> planes;
    for (const Mask& mask : masks) {
        planes.push_back(at::from_blob(const_cast<std::uint8_t*>(mask.pixels.data()),
                                       {mask.size.height, mask.size.width}, at::kByte));
    }
    return at::stack(planes).to(at::kBool);
}

at::Tensor numbers(const std::vector<std::int64_t>& values, at::IntArrayRef shape) {
    return at::tensor(values, at::kLong).view(shape);
}

std::vector<PriorityKey> keys(int count, int draw = 0) {
    std::vector<PriorityKey> result;
    for (int i = 0; i < count; ++i) result.push_back(priority_key(RandomKey(41).with(draw).with(i)));
    return result;
}

constexpr double chi_square_11_at_0001 = 31.26;  // degrees of freedom 11, probability 0.001

}  // namespace

TEST_CASE("the first click of imis is that of the reference") {
    const Mask target = drawn_mask({"..........", ".########.", "..######.."});
    for (int draw = 0; draw < 50; ++draw) {
        const RandomKey key = RandomKey(2).with(draw);
        CHECK(first_click(ClickPolicy::imis, target, key).at == central_click(target, key).at);
    }
}

TEST_CASE("the first click of sam-med2d is uniform over the target") {
    // 12 pixels, far from the centroid as well.
    const Mask target = drawn_mask({"####..", "...##.", "......", "######"});
    std::map<std::pair<float, float>, int> counts;
    for (int draw = 0; draw < 6000; ++draw) {
        const Click click = first_click(ClickPolicy::sam_med2d, target, RandomKey(3).with(draw));
        REQUIRE(click.label == 1);
        REQUIRE(target.pixels[static_cast<std::size_t>(click.at.y * 6 + click.at.x)] == 1);
        ++counts[{click.at.x, click.at.y}];
    }
    REQUIRE(counts.size() == 12);
    CHECK(chi_square(counts) < chi_square_11_at_0001);
}

TEST_CASE("the first clicks of ritm and cvpr25 are their next clicks with nothing predicted") {
    // The deepest pixel is (2, 2), but the largest part is the row below.
    const Mask target =
        drawn_mask({"..........", ".###......", ".###......", ".###......", "..........", "##########"});
    const Click ritm = first_click(ClickPolicy::ritm, target, RandomKey(4));
    CHECK(ritm.at == Point{2, 2});
    CHECK(ritm.label == 1);
    const Click cvpr25 = first_click(ClickPolicy::cvpr25, target, RandomKey(4));
    CHECK(cvpr25.at.y == 5);
    CHECK(cvpr25.label == 1);

    const at::Tensor truth = tensor({target});
    const NextClicks next =
        next_clicks(ClickPolicy::cvpr25, at::zeros_like(truth), truth, {priority_key(RandomKey(4))});
    CHECK(next.clicks[0][0].item<float>() == cvpr25.at.x);
}

TEST_CASE("no policy clicks on an empty target") {
    for (const ClickPolicy policy : all_policies) {
        CHECK_THROWS_WITH(first_click(policy, drawn_mask({"...", "..."}), RandomKey(1)), contains("empty"));
    }
}

TEST_CASE("the next clicks of imis and sam-med2d are uniform over the error and always given") {
    const at::Tensor target = tensor({drawn_mask({"####..", "......", "######"})});
    const at::Tensor predicted = tensor({drawn_mask({"....##", "......", "......"})});
    for (const ClickPolicy policy : {ClickPolicy::imis, ClickPolicy::sam_med2d}) {
        std::map<std::array<std::int64_t, 3>, int> counts;
        for (int draw = 0; draw < 6000; ++draw) {
            const NextClicks next = next_clicks(policy, predicted, target, keys(1, draw));
            REQUIRE_FALSE(next.given.defined());
            const auto* click = next.clicks.const_data_ptr<std::int64_t>();
            ++counts[{click[0], click[1], click[2]}];
        }
        REQUIRE(counts.size() == 12);
        REQUIRE(counts.count({4, 0, 0}) == 1);
        REQUIRE(counts.count({0, 2, 1}) == 1);
        CHECK(chi_square(counts) < chi_square_11_at_0001);
    }
    const NextClicks perfect = next_clicks(ClickPolicy::sam_med2d, target, target, keys(1));
    CHECK(at::equal(perfect.clicks, error_clicks(target, target, keys(1))));
    CHECK(perfect.clicks[0][2].item<std::int64_t>() == -1);
}

TEST_CASE("ritm and cvpr25 click on every target of a batch and leave out the perfect one") {
    const Mask block = drawn_mask({"###...", "###...", "###..."});
    const Mask none = drawn_mask({"......", "......", "......"});
    const Mask right = drawn_mask({"...###", "...###", "...###"});
    const at::Tensor predicted = tensor({none, block, right});
    const at::Tensor target = tensor({block, block, none});
    for (const ClickPolicy policy : {ClickPolicy::ritm, ClickPolicy::cvpr25}) {
        const NextClicks next = next_clicks(policy, predicted, target, keys(3));
        CHECK(at::equal(next.clicks, numbers({1, 1, 1, 0, 0, -1, 4, 1, 0}, {3, 3})));
        CHECK(at::equal(next.given, at::tensor({1, 0, 1}).to(at::kBool)));
    }
}

TEST_CASE("ritm alone leaves out the pixels of earlier clicks, each target's own") {
    const Mask bar = drawn_mask({"#####", "#####", "#####"});
    const at::Tensor target = tensor({bar, bar});
    const at::Tensor predicted = at::zeros_like(target);
    const at::Tensor earlier = numbers({1, 1, 1, 2, 1, 1, 0, 0, -1, 0, 0, -1}, {2, 2, 3});
    CHECK(at::equal(next_clicks(ClickPolicy::ritm, predicted, target, keys(2), earlier).clicks,
                    numbers({3, 1, 1, 1, 1, 1}, {2, 3})));
    for (const ClickPolicy policy : {ClickPolicy::imis, ClickPolicy::sam_med2d, ClickPolicy::cvpr25}) {
        CHECK(at::equal(next_clicks(policy, predicted, target, keys(2), earlier).clicks,
                        next_clicks(policy, predicted, target, keys(2)).clicks));
    }
    // A box opened the session: no clicks so far.
    CHECK(at::equal(next_clicks(ClickPolicy::ritm, predicted, target, keys(2), at::empty({2, 0, 3}, at::kLong)).clicks,
                    numbers({1, 1, 1, 1, 1, 1}, {2, 3})));
}

TEST_CASE("masks that are views of larger tensors are read where they lie") {
    const at::Tensor whole = tensor({drawn_mask({"......", ".###..", ".###..", ".###.."})});
    const at::Tensor target = whole.slice(2, 1, 5).slice(1, 1, 4);
    CHECK(at::equal(next_clicks(ClickPolicy::ritm, at::zeros_like(target), target, keys(1)).clicks,
                    numbers({1, 1, 1}, {1, 3})));
}

TEST_CASE("tensors that do not match are refused") {
    const at::Tensor masks = at::zeros({2, 4, 5}, at::kBool);
    CHECK_THROWS_WITH(next_clicks(ClickPolicy::ritm, masks, masks, keys(1)), contains("do not match"));
    CHECK_THROWS_WITH(next_clicks(ClickPolicy::imis, masks.select(0, 0), masks, keys(2)), contains("do not match"));
    CHECK_THROWS_WITH(next_clicks(ClickPolicy::ritm, masks, masks, keys(2), numbers({1, 1, 1}, {1, 3})),
                      contains("earlier clicks"));
}
