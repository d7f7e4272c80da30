// Compiled without fused multiply-add (CMakeLists.txt), which would round differently.
#include "line_filters.hpp"

#include <algorithm>
#include <cmath>
#include <span>

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

// Correlation of lines with a symmetric kernel. A line has `length` samples, `stride` values apart; `lanes` lines that
// lie side by side are taken at once.
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

constexpr double pole = -0.267949192431122706472553658494127633;  // sqrt(3) - 2
constexpr double gain = (1.0 - pole) * (1.0 - 1.0 / pole);

}  // namespace

std::size_t mirrored(std::ptrdiff_t index, std::size_t length) {
    if (length == 1) return 0;
    const auto period = static_cast<std::ptrdiff_t>(2 * length - 2);
    const std::ptrdiff_t within = ((index % period) + period) % period;
    return static_cast<std::size_t>(within < static_cast<std::ptrdiff_t>(length) ? within : period - within);
}

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

SplineFilter::SplineFilter(std::size_t length)
    : length_(length), far_power_(std::pow(pole, static_cast<double>(length) - 1)) {}

// The first value of the forward recursion: the sum over the endless mirrored line, which has period 2 length - 2.
void SplineFilter::begin_forward(double* values, std::size_t stride, std::size_t lanes) const {
    const double* last = values + (length_ - 1) * stride;
    for (std::size_t lane = 0; lane < lanes; ++lane) values[lane] += far_power_ * last[lane];
    double power = pole;
    // Powers that have underflowed to zero add nothing.
    for (std::size_t i = 1; i + 1 < length_ && power != 0.0; ++i, power *= pole) {
        const double* near = values + i * stride;
        const double* far = last - i * stride;
        for (std::size_t lane = 0; lane < lanes; ++lane) values[lane] += power * (near[lane] + far_power_ * far[lane]);
    }
    const double divisor = 1.0 - far_power_ * far_power_;
    for (std::size_t lane = 0; lane < lanes; ++lane) values[lane] /= divisor;
}

void SplineFilter::operator()(double* values, std::size_t stride, std::size_t lanes) const {
    if (length_ < 2) return;
    for (std::size_t i = 0; i < length_; ++i) {
        for (std::size_t lane = 0; lane < lanes; ++lane) values[i * stride + lane] *= gain;
    }
    begin_forward(values, stride, lanes);
    for (std::size_t i = 1; i < length_; ++i) {
        double* here = values + i * stride;
        const double* before = here - stride;
        for (std::size_t lane = 0; lane < lanes; ++lane) here[lane] += pole * before[lane];
    }
    double* last = values + (length_ - 1) * stride;
    const double* before_last = last - stride;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        last[lane] = (pole * before_last[lane] + last[lane]) * pole / (pole * pole - 1.0);
    }
    for (std::size_t i = length_ - 1; i-- > 0;) {
        double* here = values + i * stride;
        const double* after = here + stride;
        for (std::size_t lane = 0; lane < lanes; ++lane) here[lane] = pole * (after[lane] - here[lane]);
    }
}

}  // namespace imis
