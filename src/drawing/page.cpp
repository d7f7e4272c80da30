#include "page.hpp"

#include <utility>

#include "lettering.hpp"

namespace imis::drawing {
namespace {

constexpr int title_height = 50;
constexpr int title_middle = 14;  // of the texts, below the upper edge
constexpr int title_gap = 20;

std::vector<Picture> several(Picture first, Picture second) {
    std::vector<Picture> pictures;
    pictures.push_back(std::move(first));
    pictures.push_back(std::move(second));
    return pictures;
}

}  // namespace

Picture titled_page(Picture content, const std::string& title, const std::string& note,
                    std::vector<LegendEntry> entries, const PageColours& colours) {
    const int width = content.size.width;
    Picture header = blank({width, title_height}, colours);
    const Lettering large(1, 1.5, Weight::bold);
    const Lettering usual(1);
    int end = large.write(header, large.fitted(ascii(title), width), {0, title_middle}, Align::left, colours.text);
    const int note_room = width - end - title_gap;
    if (note_room > 0) {
        end = usual.write(header, usual.fitted(ascii(note), note_room), {end + title_gap, title_middle}, Align::left,
                          colours.faint);
    }
    const Legend legend(std::move(entries), 0.9, colours);
    const int start = width - legend.row_width();
    if (start >= end + title_gap) {
        legend.draw_row(header, {start, title_middle});
    } else {
        Picture below = blank({width, title_height}, colours);
        legend.draw_row(below, {0, title_middle});
        header = stacked(several(std::move(header), std::move(below)), 0, colours);
    }
    return with_margin(stacked(several(std::move(header), std::move(content)), 0, colours), page_margin, colours);
}

}  // namespace imis::drawing
