// Cubic spline coefficients of a line of samples.
#pragma once

#include <cstddef>

namespace imis {

// Turns samples into the coefficients of the cubic B-spline through them, in place, the borders mirrored. A line has `length`
// samples, `stride` values apart; `lanes` lines that lie side by side are filtered at once. A line of one sample stays as it
// is. Formulas: Unser, Aldroubi, Eden, "Fast B-spline transforms for continuous image representation and interpolation", IEEE
// PAMI 13 (1991) 277-285; order of operations: scipy.ndimage.spline_filter1d(order=3, mode='mirror').
class SplineFilter {
public:
    explicit SplineFilter(std::size_t length);
    void operator()(double* values, std::size_t stride, std::size_t lanes) const;

private:
    void begin_forward(double* values, std::size_t stride, std::size_t lanes) const;

    std::size_t length_;
    double far_power_;  // pole^(length - 1)
};

}  // namespace imis
