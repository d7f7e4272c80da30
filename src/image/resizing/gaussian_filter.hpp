// Gaussian smoothing in 64-bit floats.
#pragma once

#include <vector>

#include "imis/image/geometry.hpp"

namespace imis {

// Smooths values of height x width x 3 in place along columns, then along rows, the borders mirrored; a sigma of 0 (pixels)
// leaves its direction out. The kernel reaches to 4 sigma. Order of operations: scipy.ndimage.gaussian_filter(mode='mirror')
// and, for the kernel's sum, numpy.sum.
void gaussian_filter(std::vector<double>& values, Size size, double sigma_y, double sigma_x);

}  // namespace imis
