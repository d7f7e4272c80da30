#include "gaussian_filter.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "mirror.hpp"

namespace imis {
namespace {

constexpr std::size_t channels = 3;
constexpr double reach = 4.0;            // of the kernel, in sigmas
constexpr std::size_t block_lanes = 48;  // columns taken together, so that a block of them stays within the cache

// NumPy's pairwise summation: eight running sums over up to 128 values, longer spans in halves.
double pairwise_sum(std::span<const double> values) {
    const std::size_t count = values.size();
    if (count > 128) {
        const std::size_t left = (count / 2) - (count / 2) % 8;
        return pairwise_sum(values.first(left)) + pairwise_sum(values.subspan(left));
    }
    double sum = 0;
    std::size_t i = 0;
    if (count >= 8) {
        double s[8];
        std::copy_n(values.begin(), 8, s);
        for (i = 8; i + 8 <= count; i += 8) {
            for (std::size_t k = 0; k < 8; ++k) s[k] += values[i + k];
        }
        sum = ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
    }
    for (; i < count; ++i) sum += values[i];
    return sum;
}

// The weights at distances radius, radius - 1, ..., 0; they add to 1 together with those of the other side.
std::vector<double> half_kernel(double sigma) {
    const auto radius = static_cast<std::ptrdiff_t>(std::floor(reach * sigma + 0.5));
    std::vector<double> whole;
    for (std::ptrdiff_t x = -radius; x <= radius; ++x) {
        whole.push_back(std::exp(-0.5 / (sigma * sigma) * static_cast<double>(x * x)));
    }
    const double sum = pairwise_sum(whole);
    for (double& weight : whole) weight /= sum;
    whole.resize(static_cast<std::size_t>(radius) + 1);
    return whole;
}

// Correlation of lines with a symmetric kernel. A line has `length` samples, `stride` values apart; `lanes` lines that lie
// side by side are taken at once.
class LineCorrelation {
public:
    LineCorrelation(double sigma, std::size_t length)
        : kernel_(half_kernel(sigma)), radius_(kernel_.size() - 1), length_(length) {}

    void operator()(double* values, std::size_t stride, std::size_t lanes) {
        extend(values, stride, lanes);
        const double* centre = extended_.data() + radius_ * lanes;
        sums_.resize(length_ * lanes);
        for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] = centre[i] * kernel_.back();
        for (std::size_t distance = radius_; distance > 0; --distance) {
            const double weight = kernel_[radius_ - distance];
            const double* before = centre - distance * lanes;
            const double* after = centre + distance * lanes;
            for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] += (before[i] + after[i]) * weight;
        }
        for (std::size_t i = 0; i < length_; ++i) std::copy_n(sums_.data() + i * lanes, lanes, values + i * stride);
    }

private:
    void extend(const double* values, std::size_t stride, std::size_t lanes) {
        extended_.resize((length_ + 2 * radius_) * lanes);
        for (std::size_t i = 0; i < length_ + 2 * radius_; ++i) {
            const std::size_t from =
                mirrored(static_cast<std::ptrdiff_t>(i) - static_cast<std::ptrdiff_t>(radius_), length_);
            std::copy_n(values + from * stride, lanes, extended_.data() + i * lanes);
        }
    }

    std::vector<double> kernel_;
    std::size_t radius_;
    std::size_t length_;
    std::vector<double> extended_;
    std::vector<double> sums_;
};

}  // namespace

void gaussian_filter(std::vector<double>& values, Size size, double sigma_y, double sigma_x) {
    const auto height = static_cast<std::size_t>(size.height);
    const std::size_t row = static_cast<std::size_t>(size.width) * channels;
    if (sigma_y > 0) {
        LineCorrelation along_columns(sigma_y, height);
        for (std::size_t x = 0; x < row; x += block_lanes) {
            along_columns(values.data() + x, row, std::min(block_lanes, row - x));
        }
    }
    if (sigma_x > 0) {
        LineCorrelation along_rows(sigma_x, static_cast<std::size_t>(size.width));
        for (std::size_t y = 0; y < height; ++y) along_rows(values.data() + y * row, channels, channels);
    }
}

}  // namespace imis
