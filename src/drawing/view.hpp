// Where stored pixels lie on a panel, which is what a picture shows of the image. Panel coordinates are continuous: (0,
// 0) is the panel's top left corner, (1, 1) the bottom right corner of its first pixel.
#pragma once

#include <string>

#include <opencv2/core.hpp>

#include "imis/drawing/overlay.hpp"
#include "imis/drawing/rounds.hpp"
#include "imis/image/geometry.hpp"

namespace imis::drawing {

// A length as whole pixels, at least 1.
[[nodiscard]] int whole(double length);

// One edge of the panel.
struct Axis {
    std::string name;       // "x" or "y": the stored coordinate that changes along it
    int first = 0;          // the lowest stored pixel that is shown
    int count = 0;          // stored pixels along it
    bool reversed = false;  // whether the stored coordinate falls to the right or downwards
    int length = 0;         // panel pixels

    [[nodiscard]] double scale() const { return static_cast<double>(length) / count; }
    // Panel coordinate of a continuous stored coordinate.
    [[nodiscard]] double place(double stored) const {
        return (reversed ? first + count - stored : stored - first) * scale();
    }
};

class View {
public:
    // A whole image, turned, true to shape and magnified as overlays are.
    View(Size stored, const OverlayOptions& options);

    // A part of an image that is not turned, as large as it fits into `room`.
    View(const cv::Rect& part, cv::Size room);

    // The stored pixels that are shown.
    [[nodiscard]] cv::Rect part() const;
    [[nodiscard]] cv::Size size() const { return {across_.length, down_.length}; }
    [[nodiscard]] const Axis& across() const { return across_; }
    [[nodiscard]] const Axis& down() const { return down_; }

    // Panel place of a continuous stored place.
    [[nodiscard]] cv::Point2d place(double x, double y) const;

    // The stored pixels that are shown, cut out and turned.
    [[nodiscard]] cv::Mat cut(const cv::Mat& stored) const;

    // The same resized for the panel.
    [[nodiscard]] cv::Mat shown(const cv::Mat& stored, int interpolation) const;

    // The interpolation that images look best with.
    [[nodiscard]] int image_interpolation() const;

    // Whether the image is shown no smaller than it is stored.
    [[nodiscard]] bool magnifies() const { return across_.scale() >= 1 && down_.scale() >= 1; }

    // By which lines and letters grow, so that they are no less readable where a large picture is shown small; at least
    // 1.
    [[nodiscard]] double unit() const;

    // A length in pixels of a usual picture, about 1000 wide, as whole pixels of this one; at least 1.
    [[nodiscard]] int pixels(double length) const;

private:
    bool transpose_;
    Axis across_;
    Axis down_;
};

// The part of an image around a target.

// A square, or what of the image is left of it, that holds the truth, the masks and the prompts of the first target
// with some room around them; no smaller than a sixth of the image's shorter side, so that one sees where it is.
[[nodiscard]] cv::Rect close_up(const DrawnImage& image);

}  // namespace imis::drawing
