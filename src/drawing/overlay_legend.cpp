#include "overlay_legend.hpp"

#include <algorithm>

#include <opencv2/imgproc.hpp>

#include "overlay_marks.hpp"
#include "overlay_masks.hpp"

namespace imis::overlay {
namespace {

bool has_click(const OverlayObject& object, bool positive) {
    return std::any_of(object.points.begin(), object.points.end(),
                       [positive](const OverlayPoint& point) { return point.positive == positive; });
}

}  // namespace

Legend::Legend(std::span<const OverlayObject> objects, const View& view)
    : unit_(view.unit()),
      letters_(unit_),
      line_height_(view.pixels(26)),
      symbol_width_(view.pixels(24)),
      gap_(view.pixels(10)) {
    for (std::size_t i = 0; i < objects.size(); ++i) {
        lines_.push_back({Symbol::swatch, object_colour(i), ascii(objects[i].name), ascii(objects[i].note)});
    }
    const auto any = [&](auto has) { return std::any_of(objects.begin(), objects.end(), has); };
    if (any([](const OverlayObject& object) { return has_click(object, true); })) {
        lines_.push_back({Symbol::positive_click, light, "click on the object", ""});
    }
    if (any([](const OverlayObject& object) { return has_click(object, false); })) {
        lines_.push_back({Symbol::negative_click, light, "click on the background", ""});
    }
    if (any([](const OverlayObject& object) { return !object.boxes.empty(); })) {
        lines_.push_back({Symbol::box, light, "box", ""});
    }
}

cv::Size Legend::size() const {
    int text_width = 0;
    for (const Line& line : lines_) {
        const int note = line.note.empty() ? 0 : gap_ + letters_.width(line.note);
        text_width = std::max(text_width, letters_.width(line.name) + note);
    }
    if (lines_.empty()) return {0, 0};
    return {symbol_width_ + gap_ + text_width, line_height_ * static_cast<int>(lines_.size())};
}

void Legend::draw(cv::Mat& picture, const cv::Rect& area) const {
    int y = area.y + line_height_ / 2;
    for (const Line& line : lines_) {
        draw_symbol(picture, line, {area.x + symbol_width_ / 2, y});
        const int text_x = area.x + symbol_width_ + gap_;
        const int room = area.x + area.width - text_x;
        // The note says what the picture is looked at for, so it is the name that is cut.
        const int note_room = line.note.empty() ? 0 : gap_ + letters_.width(line.note);
        const std::string name = letters_.fitted(line.name, std::max(0, room - note_room));
        letters_.write(picture, name, {text_x, y}, Align::left, light);
        const int note_x = text_x + letters_.width(name) + gap_;
        letters_.write(picture, letters_.fitted(line.note, area.x + area.width - note_x), {note_x, y}, Align::left,
                       faint);
        y += line_height_;
    }
}

void Legend::draw_symbol(cv::Mat& picture, const Line& line, cv::Point centre) const {
    const cv::Point half(symbol_width_ / 2 - 1, line_height_ / 4);
    switch (line.symbol) {
        case Symbol::swatch:
            cv::rectangle(picture, centre - half, centre + half, line.colour, cv::FILLED);
            break;
        case Symbol::positive_click:
            draw_click(picture, centre, true, unit_);
            break;
        case Symbol::negative_click:
            draw_click(picture, centre, false, unit_);
            break;
        case Symbol::box:
            draw_box(picture, centre - half, centre + half, line.colour, unit_);
            break;
    }
}

}  // namespace imis::overlay
