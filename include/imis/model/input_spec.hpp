// How an image becomes the encoder's input: the manifest's field 'input' (docs/bundle-format.md).
#pragma once

#include <array>

#include "imis/image/geometry.hpp"

namespace imis {

// How an image comes to the size of the model grid.
enum class Resize {
    stretch,         // both sides to the grid's
    longest_side,    // scaled until its longer side is the grid's, at the left upper corner
    pad_or_stretch,  // smaller than the grid in both directions: as it is, in the middle; any other is stretched
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

}  // namespace imis
