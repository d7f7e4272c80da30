// The legend below an overlay's panel: a line for each object, then one for each kind of mark that is drawn.
#pragma once

#include <span>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "imis/drawing/overlay.hpp"
#include "overlay_text.hpp"
#include "overlay_view.hpp"

namespace imis::overlay {

class Legend {
public:
    Legend(std::span<const OverlayObject> objects, const View& view);

    // What it needs to show everything in full; {0, 0} where there is nothing to show.
    [[nodiscard]] cv::Size size() const;

    // Draws it into a part of the picture; texts are cut where the part is too narrow.
    void draw(cv::Mat& picture, const cv::Rect& area) const;

private:
    enum class Symbol { swatch, positive_click, negative_click, box };
    struct Line {
        Symbol symbol = Symbol::swatch;
        Colour colour;
        std::string name;
        std::string note;
    };

    void draw_symbol(cv::Mat& picture, const Line& line, cv::Point centre) const;

    std::vector<Line> lines_;
    double unit_;
    Lettering letters_;
    int line_height_;
    int symbol_width_;
    int gap_;
};

}  // namespace imis::overlay
