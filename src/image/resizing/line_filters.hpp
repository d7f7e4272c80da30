// Filters along the lines of an image in 64-bit floats, as SciPy's ndimage has them. Borders are mirrored about the
// centre of the outermost sample: ... 2 1 | 0 1 2 | 1 0 ... (SciPy's 'mirror').
#pragma once

#include <cstddef>
#include <vector>

#include "imis/image/geometry.hpp"

namespace imis {

// The index within [0, length) that stands for an index of the endless mirrored line.
[[nodiscard]] std::size_t mirrored(std::ptrdiff_t index, std::size_t length);

// Smooths values of height x width x 3 in place along columns, then along rows, the borders mirrored; a sigma of 0
// (pixels) leaves its direction out. The kernel reaches to 4 sigma. Order of operations:
// scipy.ndimage.gaussian_filter(mode='mirror') and, for the kernel's sum, numpy.sum.
void gaussian_filter(std::vector<double>& values, Size size, double sigma_y, double sigma_x);

// Turns samples into the coefficients of the cubic B-spline through them, in place, the borders mirrored. A line has
// `length` samples, `stride` values apart; `lanes` lines that lie side by side are filtered at once. A line of one
// sample stays as it is. Formulas: Unser, Aldroubi, Eden, "Fast B-spline transforms for continuous image representation
// and interpolation", IEEE PAMI 13 (1991) 277-285; order of operations: scipy.ndimage.spline_filter1d(order=3,
// mode='mirror').
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
