#include "print_image.hpp"

#include <algorithm>
#include <cmath>
#include <new>

#include <opencv2/imgproc.hpp>

#include "imis/base/error.hpp"

namespace imis::drawing {
namespace {

constexpr int finest_print = 6;  // pixels of an image to one of the page

cv::Mat print_pixels(const PlacedImage& image) {
    cv::Mat pixels = image.pixels;
    const cv::Size most = image.area.size() * finest_print;
    if (pixels.cols > most.width || pixels.rows > most.height) {
        const cv::Size size(std::min(pixels.cols, most.width), std::min(pixels.rows, most.height));
        cv::Mat reduced;
        cv::resize(pixels, reduced, size, 0, 0, cv::INTER_AREA);
        pixels = reduced;
    }
    if (!image.in_grey) return pixels;
    cv::Mat grey;
    cv::cvtColor(pixels, grey, cv::COLOR_RGB2GRAY);
    cv::cvtColor(grey, pixels, cv::COLOR_GRAY2RGB);
    return pixels;
}

}  // namespace

void check_cairo(cairo_status_t status, const char* what) {
    if (status == CAIRO_STATUS_SUCCESS) return;
    throw Error(std::string("a picture could not be written: cairo failed at ") + what + " (" +
                cairo_status_to_string(status) + ")");
}

Surface print_surface(const PlacedImage& image) {
    const cv::Mat pixels = print_pixels(image);
    Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels.cols, pixels.rows));
    check_cairo(cairo_surface_status(surface.get()), "an image");
    cairo_surface_flush(surface.get());
    unsigned char* data = cairo_image_surface_get_data(surface.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
    // Four bytes a pixel: blue, green, red and one that is not used, in the byte order of a little-endian machine.
    cv::Mat target(pixels.rows, pixels.cols, CV_8UC4, data, stride);
    cv::cvtColor(pixels, target, cv::COLOR_RGB2BGRA);
    cairo_surface_mark_dirty(surface.get());
    return surface;
}

bool shows_squares(const PlacedImage& image) {
    return image.interpolation == cv::INTER_NEAREST;
}

cairo_status_t append_bytes(void* text, const unsigned char* bytes, unsigned int count) {
    try {
        static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), count);
    } catch (const std::bad_alloc&) {
        return CAIRO_STATUS_NO_MEMORY;  // exceptions must not pass through cairo
    }
    return CAIRO_STATUS_SUCCESS;
}

std::string png_bytes(cairo_surface_t* surface) {
    std::string bytes;
    check_cairo(cairo_surface_write_to_png_stream(surface, append_bytes, &bytes), "a PNG");
    return bytes;
}

}  // namespace imis::drawing
