#include "imis/model/preprocess.hpp"

#include <ATen/ATen.h>

#include "catch.hpp"
#include "imis/formats/npz.hpp"
#include "imis/formats/pictures.hpp"
#include "test_data.hpp"

using namespace imis;

namespace {

const InputSpec published{.size = {2, 2}, .mean = {123.675F, 116.28F, 103.53F}, .std = {58.395F, 57.12F, 57.375F}};

Image recorded_source(const std::string& name) {
    return read_image(fixture("resize/" + name + ".png"));
}

// An array of tests/data/make_resize_fixtures.py.
at::Tensor recorded_input(const std::string& name) {
    const NpzArchive archive(fixture("resize/floats.npz"));
    const NpyArray values = archive.read(name, std::uint64_t{1} << 20);
    return at::tensor(to_numbers(values), at::kDouble).to(at::kFloat).view(values.shape);
}

Image grey(Size size, std::uint8_t value) {
    return {size, std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()) * 3, value)};
}

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

TEST_CASE("BGR: blue comes first, and means and deviations are the channels'") {
    InputSpec input{.size = {1, 1}, .channels = Channels::bgr};
    input.mean = {1, 2, 3};
    input.std = {1, 2, 4};
    const at::Tensor values = to_model_input({{1, 1}, {43, 22, 11}}, input, at::kCPU).flatten();
    CHECK(at::equal(values, at::tensor({10.0F, 10.0F, 10.0F})));
}

TEST_CASE("the input does not share memory with the image") {
    Image image{{2, 2}, std::vector<std::uint8_t>(12, 100)};
    const at::Tensor input = to_model_input(image, published, at::kCPU);
    const float before = input[0][0][0][0].item<float>();
    image.rgb.assign(12, 0);
    CHECK(input[0][0][0][0].item<float>() == before);
}

TEST_CASE("SAM 2's input is that of its tensor transforms") {
    InputSpec input = published;
    input.size = {24, 24};
    input.interpolation = Interpolation::bilinear_antialias;
    for (const std::string name : {"noise", "flat", "tiny", "row", "dark"}) {
        CAPTURE(name);
        const at::Tensor difference =
            to_model_input(recorded_source(name), input, at::kCPU) - recorded_input(name + "_sam2");
        CHECK(difference.abs().max().item<double>() < 1e-5);
    }
}

TEST_CASE("MedSAM's input is scikit-image's resize, stretched to 0..1") {
    const InputSpec input{
        .size = {24, 24}, .interpolation = Interpolation::cubic_antialias, .normalisation = Normalisation::min_max};
    for (const std::string name : {"noise", "flat", "tiny", "row", "dark"}) {
        CAPTURE(name);
        CHECK(at::equal(to_model_input(recorded_source(name), input, at::kCPU), recorded_input(name + "_medsam")));
    }
}

TEST_CASE("min-max of an image of one value is zero") {
    const InputSpec input{.size = {2, 2}, .normalisation = Normalisation::min_max};
    CHECK(at::equal(to_model_input(grey({3, 3}, 90), input, at::kCPU), at::zeros({1, 3, 2, 2})));
}

TEST_CASE("what the image leaves of the grid is zero after normalisation") {
    InputSpec input = published;
    input.size = {8, 8};
    input.resize = Resize::longest_side;
    input.interpolation = Interpolation::bilinear_8bit;
    const at::Tensor long_image = to_model_input(grey({2, 4}, 255), input, at::kCPU);  // -> 4 x 8
    CHECK(long_image[0][0][3][7].item<double>() == Approx((255 - 123.675) / 58.395));
    CHECK(long_image.slice(2, 0, 4).ne(0).all().item<bool>());
    CHECK(long_image.slice(2, 4).eq(0).all().item<bool>());

    input.resize = Resize::pad_or_stretch;
    input.interpolation = Interpolation::nearest;
    const at::Tensor small = to_model_input(grey({5, 4}, 255), input, at::kCPU);  // top 1, left 2
    const at::Tensor image_part = small.slice(2, 1, 6).slice(3, 2, 6);
    CHECK(image_part.ne(0).all().item<bool>());
    CHECK(small.ne(0).sum().item<int>() == image_part.numel());
}

TEST_CASE("intensities are stretched before the resize") {
    InputSpec input = published;
    input.intensity = Intensity::percentiles;
    input.size = {37, 53};
    InputSpec plain = input;
    plain.intensity = Intensity::none;
    CHECK(at::equal(to_model_input(recorded_source("noise"), input, at::kCPU),
                    to_model_input(recorded_source("noise_percentiles"), plain, at::kCPU)));
}
