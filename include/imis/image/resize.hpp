// Resizing, and the change of intensity before it.
#pragma once

#include "imis/image/image.hpp"

namespace imis {

// Cuts the values of all channels to two of their percentiles (in percent of all height x width x 3 values), stretches
// the range that is left to 0..255 and truncates to 8 bit; what was 0 becomes 0. An image of one value alone becomes
// black. Percentiles are interpolated as numpy.percentile does by default. Formula: the preprocessing of Huang et al.,
// "Segment Anything Model for Medical Images?", Medical Image Analysis 92 (2024), with lower = 0.95 and upper = 99.5.
// Throws Error where the image has no pixel or not 0 <= lower <= upper <= 100.
[[nodiscard]] Image stretch_percentiles(const Image& image, double lower, double upper);

// Resizing of 8-bit images and masks, each to the pixel what another program computes. A model answers as published
// only where its images are resized as they were in its training; the manifest of a bundle says how
// (docs/bundle-format.md).
//
// All stretch to a size, height and width on their own, with pixel (0, 0) covering [0, 1) x [0, 1).

// The check that all functions below begin with. Throws Error where one of the two sizes has no pixel.
void check_resize(Size source, Size target);

// Nearest neighbour with pixel centres: the value at target index i is the one at source index floor((i + 0.5) * in /
// out), computed in whole numbers as ((2 i + 1) * in) / (2 * out). This is Pillow's NEAREST, and OpenCV's
// INTER_NEAREST_EXACT wherever that one's fixed-point numbers are exact (as for powers of two).
[[nodiscard]] Image resize_nearest(const Image& image, Size size);
[[nodiscard]] Mask resize_nearest(const Mask& mask, Size size);

// OpenCV's INTER_NEAREST, which takes the source pixel under the target pixel's top left corner: floor(i * in / out).
[[nodiscard]] Image resize_nearest_corner(const Image& image, Size size);
[[nodiscard]] Mask resize_nearest_corner(const Mask& mask, Size size);

// Pillow's Image.resize(size, BILINEAR) of an 8-bit RGB image: a triangle filter, as wide as the scale where the image
// shrinks (antialiasing), in fixed-point numbers, first along rows, then along columns, rounded to 8 bit between. A
// pass that doesn't change the length is left out. Formulas: Pillow, src/libImaging/Resample.c, as they were up to
// version 12; version 13 differs in the last bits where the width grows and the height shrinks.
[[nodiscard]] Image resize_bilinear_8bit(const Image& image, Size size);

// scikit-image's transform.resize(image, size, order=3, preserve_range=True, anti_aliasing=True) of an 8-bit RGB image,
// truncated (not rounded) to 8 bit: a Gaussian of sigma (in / out - 1) / 2 along the sides that shrink, then cubic
// spline interpolation with mirrored borders over rows, columns and channels in 64-bit floats, then a cut to the range
// of the source's values. Because of the truncation, sums are taken in the order of SciPy's ndimage, whose functions
// scikit-image calls. An image that already has the size is returned unchanged. Takes 24 bytes of memory a source
// pixel.
[[nodiscard]] Image resize_cubic_antialias(const Image& image, Size size);

}  // namespace imis
