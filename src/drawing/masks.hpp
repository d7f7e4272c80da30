// Masks on a panel.
#pragma once

#include <span>

#include <opencv2/core.hpp>

#include "colours.hpp"
#include "imis/image/image.hpp"
#include "picture.hpp"
#include "view.hpp"

namespace imis::drawing {

// How a mask's edge is shown: as the steps of its pixels, or as the line that they approximate, for pictures in which
// not the pixel counts but the shape.
enum class Edges { exact, smooth };

inline constexpr double mask_opacity = 0.35;

// Tints what a mask covers.
void tint(Picture& panel, const Mask& mask, const Colour& colour, const View& view, Edges edges,
          double opacity = mask_opacity);

struct Outline {
    Paths lines;  // closed, in fractions
    Colour colour;
};

[[nodiscard]] Outline outline_of(const Mask& mask, const Colour& colour, const View& view, Edges edges);

inline constexpr double outline_width = 1.6;  // of masks

// Draws outlines, all over the dark rims of all. width: in View's pixels.
void draw_outlines(Picture& panel, std::span<const Outline> outlines, double width, const View& view);

}  // namespace imis::drawing
