#include "legend.hpp"

#include <algorithm>
#include <utility>

#include "marks.hpp"

namespace imis::drawing {

MarkKinds& MarkKinds::operator|=(const MarkKinds& other) {
    positive_click |= other.positive_click;
    negative_click |= other.negative_click;
    box |= other.box;
    return *this;
}

std::vector<LegendEntry> MarkKinds::entries() const {
    std::vector<LegendEntry> entries;
    if (positive_click) entries.push_back({Symbol::positive_click, light, "click on the object"});
    if (negative_click) entries.push_back({Symbol::negative_click, light, "click on the background"});
    if (box) entries.push_back({Symbol::box, light, "box"});
    return entries;
}

Legend::Legend(std::vector<LegendEntry> entries, double unit, PageColours colours)
    : entries_(std::move(entries)),
      unit_(unit),
      colours_(std::move(colours)),
      letters_(unit),
      line_height_(whole(26 * unit)),
      symbol_width_(whole(24 * unit)),
      gap_(whole(10 * unit)) {
    for (LegendEntry& entry : entries_) {
        entry.name = ascii(entry.name);
        entry.note = ascii(entry.note);
    }
}

cv::Size Legend::size() const {
    int text_width = 0;
    for (const LegendEntry& entry : entries_) {
        const int note = entry.note.empty() ? 0 : gap_ + letters_.width(entry.note);
        text_width = std::max(text_width, letters_.width(entry.name) + note);
    }
    if (entries_.empty()) return {0, 0};
    return {symbol_width_ + gap_ + text_width, line_height_ * static_cast<int>(entries_.size())};
}

void Legend::draw(Picture& picture, const cv::Rect& area) const {
    int y = area.y + line_height_ / 2;
    for (const LegendEntry& entry : entries_) {
        draw_symbol(picture, entry, {area.x + symbol_width_ / 2, y});
        const int text_x = area.x + symbol_width_ + gap_;
        const int room = area.x + area.width - text_x;
        // The note says what the picture is looked at for, so it is the name that is cut.
        const int note_room = entry.note.empty() ? 0 : gap_ + letters_.width(entry.note);
        const std::string name = letters_.fitted(entry.name, std::max(0, room - note_room));
        const int note_x = letters_.write(picture, name, {text_x, y}, Align::left, colours_.text) + gap_;
        letters_.write(picture, letters_.fitted(entry.note, area.x + area.width - note_x), {note_x, y}, Align::left,
                       colours_.faint);
        y += line_height_;
    }
}

int Legend::row_width() const {
    int width = 0;
    for (const LegendEntry& entry : entries_) {
        width += (width > 0 ? 2 * gap_ : 0) + symbol_width_ + gap_ + letters_.width(entry.name);
    }
    return width;
}

void Legend::draw_row(Picture& picture, cv::Point at) const {
    for (const LegendEntry& entry : entries_) {
        draw_symbol(picture, entry, {at.x + symbol_width_ / 2, at.y});
        at.x = letters_.write(picture, entry.name, {at.x + symbol_width_ + gap_, at.y}, Align::left, colours_.faint) +
               2 * gap_;
    }
}

void Legend::draw_symbol(Picture& picture, const LegendEntry& entry, cv::Point centre) const {
    const cv::Point half(symbol_width_ / 2 - 1, line_height_ / 4);
    const std::pair across(cv::Point(centre.x - half.x, centre.y), cv::Point(centre.x + half.x, centre.y));
    switch (entry.symbol) {
        case Symbol::swatch:
            picture.items.emplace_back(Block{cv::Rect(centre - half, centre + half + cv::Point(1, 1)), entry.colour});
            break;
        case Symbol::line:
            // With the dark rim that it has on images, or white would be lost on a light page.
            draw_lines(picture, {across}, dark, whole(1.2 * unit_) + 2 * whole(unit_));
            draw_lines(picture, {across}, entry.colour, whole(1.2 * unit_));
            break;
        case Symbol::positive_click:
            draw_click(picture, centre, true, unit_);
            break;
        case Symbol::negative_click:
            draw_click(picture, centre, false, unit_);
            break;
        case Symbol::box:
            draw_box(picture, centre - half, centre + half, entry.colour, unit_);
            break;
    }
}

}  // namespace imis::drawing
