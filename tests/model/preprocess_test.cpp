#include "imis/model/preprocess.hpp"

#include <ATen/ATen.h>

#include "catch.hpp"

using namespace imis;

namespace {

const InputSpec published{{2, 2}, {123.675F, 116.28F, 103.53F}, {58.395F, 57.12F, 57.375F}};

}  // namespace

TEST_CASE("colours are normalised one by one, in the order red, green, blue") {
    const Image image{{2, 2}, {255, 0, 0, 0, 255, 0, 0, 0, 255, 124, 116, 104}};
    const at::Tensor input = to_model_input(image, published, at::kCPU);
    REQUIRE(input.sizes() == at::IntArrayRef({1, 3, 2, 2}));
    const auto value = [&](int c, int y, int x) { return input[0][c][y][x].item<double>(); };
    CHECK(value(0, 0, 0) == Approx((255 - 123.675) / 58.395));
    CHECK(value(1, 0, 0) == Approx((0 - 116.28) / 57.12));
    CHECK(value(1, 0, 1) == Approx((255 - 116.28) / 57.12));
    CHECK(value(2, 1, 0) == Approx((255 - 103.53) / 57.375));
    CHECK(value(2, 1, 1) == Approx((104 - 103.53) / 57.375));
}

TEST_CASE("the image is stretched by pixel centres, whatever its shape") {
    // 1 x 5 -> 2 x 2: columns floor(0.5 * 2.5) = 1 and floor(1.5 * 2.5) = 3.
    const Image image{{1, 5}, {0, 0, 0, 10, 10, 10, 20, 20, 20, 30, 30, 30, 40, 40, 40}};
    InputSpec plain = published;
    plain.mean = {0, 0, 0};
    plain.std = {1, 1, 1};
    const at::Tensor input = to_model_input(image, plain, at::kCPU);
    for (int y = 0; y < 2; ++y) {
        CHECK(input[0][0][y][0].item<float>() == 10);
        CHECK(input[0][0][y][1].item<float>() == 30);
    }
}

TEST_CASE("the input does not share memory with the image") {
    Image image{{2, 2}, std::vector<std::uint8_t>(12, 100)};
    const at::Tensor input = to_model_input(image, published, at::kCPU);
    const float before = input[0][0][0][0].item<float>();
    image.rgb.assign(12, 0);
    CHECK(input[0][0][0][0].item<float>() == before);
}
