// Images in vector files, which are written through cairo.
#pragma once

#include <cairo.h>
#include <memory>
#include <string>

#include "picture.hpp"

namespace imis::drawing {

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, DestroySurface>;

// Throws Error where cairo has failed at `what`.
void check_cairo(cairo_status_t status, const char* what);

// An image in its own resolution, or in the finest that print shows where that is less: 6 pixels to one of the page,
// which is 576 an inch where that is 1/96 inch wide.
[[nodiscard]] Surface print_surface(const PlacedImage& image);

// Whether its pixels are to be seen as squares where it is magnified.
[[nodiscard]] bool shows_squares(const PlacedImage& image);

// A PNG file.
[[nodiscard]] std::string png_bytes(cairo_surface_t* surface);

// Appends what cairo writes to a std::string, the closure: a cairo_write_func_t.
cairo_status_t append_bytes(void* text, const unsigned char* bytes, unsigned int count);

}  // namespace imis::drawing
