// The formulas, and the fixed-point numbers that make results exact, are those of Pillow, src/libImaging/Resample.c
// (precompute_coeffs, normalize_coeffs_8bpc, ImagingResampleHorizontal_8bpc and -Vertical_8bpc).
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "imis/image/resize.hpp"

namespace imis {
namespace {

constexpr std::size_t channels = 3;
constexpr int precision_bits = 32 - 8 - 2;  // 8 for the result, 2 for overshoot of the sum
constexpr std::int32_t half = std::int32_t{1} << (precision_bits - 1);

// The source indices that a target index is summed from, and their weights in units of 2^-precision_bits.
struct Window {
    std::size_t first = 0;
    std::vector<std::int32_t> weights;
};

double triangle(double x) {
    return std::max(0.0, 1.0 - std::abs(x));
}

Window window(int target_index, int source_length, double scale) {
    const double filter_scale = std::max(scale, 1.0);
    const double center = (target_index + 0.5) * scale;
    const int first = std::max(0, static_cast<int>(std::floor(center - filter_scale + 0.5)));
    const int end = std::min(source_length, static_cast<int>(std::floor(center + filter_scale + 0.5)));
    const double inverse = 1.0 / filter_scale;
    std::vector<double> weights;
    double sum = 0;
    for (int i = 0; i < end - first; ++i) {
        weights.push_back(triangle((i + first - center + 0.5) * inverse));
        sum += weights.back();
    }
    Window result{static_cast<std::size_t>(first), {}};
    for (const double weight : weights) {
        const double share = sum != 0.0 ? weight / sum : weight;
        result.weights.push_back(
            static_cast<std::int32_t>(std::floor(0.5 + share * (std::int32_t{1} << precision_bits))));
    }
    return result;
}

std::vector<Window> windows(int source_length, int target_length) {
    const double scale = static_cast<double>(source_length) / target_length;
    std::vector<Window> all;
    all.reserve(static_cast<std::size_t>(target_length));
    for (int i = 0; i < target_length; ++i) all.push_back(window(i, source_length, scale));
    return all;
}

std::uint8_t to_8bit(std::int32_t sum) {
    return static_cast<std::uint8_t>(std::clamp(sum >> precision_bits, 0, 255));
}

Image resize_rows(const Image& image, int width) {
    const std::vector<Window> columns = windows(image.size.width, width);
    Image result{{image.size.height, width}, {}};
    result.rgb.resize(static_cast<std::size_t>(result.size.area()) * channels);
    const std::size_t stride = static_cast<std::size_t>(image.size.width) * channels;
    std::uint8_t* out = result.rgb.data();
    for (std::size_t y = 0; y < static_cast<std::size_t>(image.size.height); ++y) {
        for (const Window& column : columns) {
            const std::uint8_t* in = image.rgb.data() + y * stride + column.first * channels;
            std::int32_t sums[channels] = {half, half, half};
            for (const std::int32_t weight : column.weights) {
                for (std::int32_t& sum : sums) sum += weight * *in++;
            }
            for (const std::int32_t sum : sums) *out++ = to_8bit(sum);
        }
    }
    return result;
}

Image resize_columns(const Image& image, int height) {
    Image result{{height, image.size.width}, {}};
    result.rgb.resize(static_cast<std::size_t>(result.size.area()) * channels);
    const std::size_t stride = static_cast<std::size_t>(image.size.width) * channels;
    std::vector<std::int32_t> sums(stride);
    std::uint8_t* out = result.rgb.data();
    for (const Window& row : windows(image.size.height, height)) {
        std::ranges::fill(sums, half);
        const std::uint8_t* in = image.rgb.data() + row.first * stride;
        for (const std::int32_t weight : row.weights) {
            for (std::size_t x = 0; x < stride; ++x) sums[x] += weight * in[x];
            in += stride;
        }
        out = std::ranges::transform(sums, out, to_8bit).out;
    }
    return result;
}

}  // namespace

Image resize_bilinear_8bit(const Image& image, Size size) {
    check_resize(image.size, size);
    Image result = image.size.width == size.width ? image : resize_rows(image, size.width);
    return result.size.height == size.height ? result : resize_columns(result, size.height);
}

}  // namespace imis
