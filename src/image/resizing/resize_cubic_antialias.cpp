// Order of operations: skimage.transform.resize, scipy.ndimage.gaussian_filter, spline_filter and zoom(order=3,
// mode='mirror', grid_mode=True). Compiled without fused multiply-add (CMakeLists.txt), which would round differently.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "imis/image/resize.hpp"
#include "line_filters.hpp"

namespace imis {
namespace {

constexpr std::size_t channels = 3;
constexpr std::size_t taps = 4;  // coefficients that a cubic spline's value depends on

// The coefficients along one axis that a target index depends on, and their weights.
struct Support {
    std::array<std::size_t, taps> index;
    std::array<double, taps> weight;
};

// Values of the cubic B-spline at the coefficients around a coordinate that lies `x` behind the second of them. The
// last is what is missing to 1.
std::array<double, taps> spline_weights(double x) {
    const double z = 1.0 - x;
    std::array<double, taps> weights{};
    weights[0] = z * z * z / 6.0;
    weights[1] = (x * x * (x - 2.0) * 3.0 + 4.0) / 6.0;
    weights[2] = (z * z * (z - 2.0) * 3.0 + 4.0) / 6.0;
    weights[3] = 1.0 - weights[0] - weights[1] - weights[2];
    return weights;
}

std::vector<Support> supports(std::size_t source_length, std::size_t target_length) {
    const double zoom = static_cast<double>(source_length) / static_cast<double>(target_length);
    std::vector<Support> all(target_length);
    for (std::size_t i = 0; i < target_length; ++i) {
        // Centres of pixels lie within half a pixel of the source's: mirroring is a change of sign there.
        const double at = source_length == 1 ? 0.0 : std::abs((static_cast<double>(i) + 0.5) * zoom - 0.5);
        const auto first = static_cast<std::ptrdiff_t>(std::floor(at)) - 1;
        for (std::size_t tap = 0; tap < taps; ++tap) {
            all[i].index[tap] = mirrored(first + static_cast<std::ptrdiff_t>(tap), source_length);
        }
        all[i].weight = spline_weights(at - std::floor(at));
    }
    return all;
}

// Gaussian and spline filters: the coefficients of the spline, height x width x 3.
std::vector<double> coefficients(const Image& image, Size size) {
    std::vector<double> values(image.rgb.begin(), image.rgb.end());
    const auto sigma = [](int from, int to) { return std::max(0.0, (static_cast<double>(from) / to - 1.0) / 2.0); };
    gaussian_filter(values, image.size, sigma(image.size.height, size.height), sigma(image.size.width, size.width));

    const auto height = static_cast<std::size_t>(image.size.height);
    const auto width = static_cast<std::size_t>(image.size.width);
    SplineFilter{height}(values.data(), width * channels, width * channels);
    const SplineFilter along_rows(width);
    for (std::size_t y = 0; y < height; ++y) along_rows(values.data() + y * width * channels, channels, channels);
    const SplineFilter over_channels(channels);
    for (std::size_t i = 0; i < height * width; ++i) over_channels(values.data() + i * channels, 1, 1);
    return values;
}

// Evaluates the spline at all centres of target pixels, row by row.
class SplineEvaluation {
public:
    SplineEvaluation(const std::vector<double>& coefficients, Size source, Size target)
        : coefficients_(coefficients),
          row_(static_cast<std::size_t>(source.width) * channels),
          rows_(supports(static_cast<std::size_t>(source.height), static_cast<std::size_t>(target.height))),
          columns_(supports(static_cast<std::size_t>(source.width), static_cast<std::size_t>(target.width))),
          colours_(supports(channels, channels)) {
        for (auto& weighted : weighted_rows_) weighted.resize(row_);
    }

    // Row y of the target into `out`, width x 3.
    void evaluate_row(std::size_t y, std::vector<double>& out) {
        weigh_rows(rows_[y]);
        double* to = out.data();
        for (const Support& column : columns_) {
            evaluate(column, to);
            to += channels;
        }
    }

private:
    // SciPy multiplies a coefficient by the weights of row, column and channel in turn; the first product is the same
    // for all columns.
    void weigh_rows(const Support& row) {
        for (std::size_t tap = 0; tap < taps; ++tap) {
            const double* from = coefficients_.data() + row.index[tap] * row_;
            const double weight = row.weight[tap];
            std::transform(from, from + row_, weighted_rows_[tap].begin(),
                           [=](double value) { return value * weight; });
        }
    }

    void evaluate(const Support& column, double* to) const {
        std::array<double, channels> sums{};
        for (const std::vector<double>& weighted : weighted_rows_) {
            for (std::size_t tap = 0; tap < taps; ++tap) {
                const double* from = weighted.data() + column.index[tap] * channels;
                const double weight = column.weight[tap];
                const std::array<double, channels> values = {from[0] * weight, from[1] * weight, from[2] * weight};
                for (std::size_t colour = 0; colour < channels; ++colour) {
                    const Support& over = colours_[colour];
                    for (std::size_t k = 0; k < taps; ++k) sums[colour] += values[over.index[k]] * over.weight[k];
                }
            }
        }
        std::ranges::copy(sums, to);
    }

    const std::vector<double>& coefficients_;
    std::size_t row_;
    std::vector<Support> rows_;
    std::vector<Support> columns_;
    std::vector<Support> colours_;
    std::array<std::vector<double>, taps> weighted_rows_;
};

}  // namespace

Image resize_cubic_antialias(const Image& image, Size size) {
    check_resize(image.size, size);
    if (image.size == size) return image;
    const auto [lowest, highest] = std::ranges::minmax(image.rgb);
    const std::vector<double> spline = coefficients(image, size);
    SplineEvaluation evaluation(spline, image.size, size);
    Image result{size, {}};
    result.rgb.resize(static_cast<std::size_t>(size.area()) * channels);
    std::vector<double> row(static_cast<std::size_t>(size.width) * channels);
    std::uint8_t* out = result.rgb.data();
    for (std::size_t y = 0; y < static_cast<std::size_t>(size.height); ++y) {
        evaluation.evaluate_row(y, row);
        for (const double value : row) {
            *out++ = static_cast<std::uint8_t>(std::clamp<double>(value, lowest, highest));  // truncates
        }
    }
    return result;
}

}  // namespace imis
