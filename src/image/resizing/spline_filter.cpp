#include "spline_filter.hpp"

#include <cmath>

namespace imis {
namespace {

constexpr double pole = -0.267949192431122706472553658494127633;  // sqrt(3) - 2
constexpr double gain = (1.0 - pole) * (1.0 - 1.0 / pole);

}  // namespace

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
