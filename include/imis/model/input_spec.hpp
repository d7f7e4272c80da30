// How an image becomes the encoder's input: the manifest's field 'input' (docs/bundle-format.md).
#pragma once

#include <array>

#include "imis/image/geometry.hpp"
#include "imis/image/placement.hpp"

namespace imis {

// How an image comes to the size of the model grid.
enum class Resize {
    stretch,         // both sides to the grid's
    longest_side,    // scaled until its longer side is the grid's, in the top left corner
    pad_or_stretch,  // smaller than the grid in both directions: unscaled, centred; any other is stretched
};

// Whose resizing is followed (imis/image/resize.hpp).
enum class Interpolation {
    nearest_exact,       // nearest neighbour with pixel centres
    nearest,             // OpenCV's INTER_NEAREST
    bilinear_8bit,       // Pillow's BILINEAR on 8-bit images
    bilinear_antialias,  // torchvision's antialiased bilinear resizing of float tensors
    cubic_antialias,     // scikit-image's, order 3, truncated to 8 bit
};

// Which colour the first channel holds.
enum class Channels { rgb, bgr };

// How values of 0..255 become the encoder's.
enum class Normalisation {
    mean_std,  // (value - mean) / std, colour by colour
    min_max,   // (value - min) / max(max - min, 1e-8), over all pixels and colours of the resized image
};

// What is done to an image's intensities before it is resized.
enum class Intensity {
    none,
    percentiles,  // stretch_percentiles(image, 0.95, 99.5)
};

struct InputSpec {
    Size size;  // the model grid, pixels
    Resize resize = Resize::stretch;
    Interpolation interpolation = Interpolation::nearest_exact;
    Channels channels = Channels::rgb;
    Normalisation normalisation = Normalisation::mean_std;
    std::array<float, 3> mean{};  // of the channels in their order, on 0..255; with mean_std alone
    std::array<float, 3> std{};
    Intensity intensity = Intensity::none;
};

// The place of an image on the model grid by the manifest's resize:
// - stretch: the whole grid;
// - longest_side: each side int(side * scale + 0.5) with scale = grid / longer side (at least one pixel), in the top
//   left corner (segment_anything, ResizeLongestSide.get_preprocess_shape);
// - pad_or_stretch: an image smaller than the grid in both directions unscaled, with half of the difference, rounded
//   down, at its left and top (SAM-Med2D); any other takes the whole grid.
// Throws Error where the image has no pixel.
[[nodiscard]] Placement place(Size original, const InputSpec& input);

// A mask of the original size at the size that the image has on the model grid (Placement::content), by nearest
// neighbour: with pixel centres, or as OpenCV's INTER_NEAREST where the manifest's interpolation is that. Padding is
// not part of it.
[[nodiscard]] Mask mask_as_placed(const Mask& original, const InputSpec& input);

}  // namespace imis
