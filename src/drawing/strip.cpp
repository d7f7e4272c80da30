#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "finished.hpp"
#include "lettering.hpp"
#include "page.hpp"
#include "panels.hpp"
#include "view.hpp"

namespace imis::drawing {
namespace {

constexpr int panel_gap = 12;
constexpr int caption_height = 34;
constexpr int least_width = 220;  // for the caption
constexpr int names_width = 220;

std::string round_caption(const DrawnImage& image, int round) {
    double sum = 0;
    for (const DrawnTarget& target : image.targets) sum += target.dice[static_cast<std::size_t>(round - 1)];
    const auto count = static_cast<double>(image.targets.size());
    char text[64];
    std::snprintf(text, sizeof text, "round %d: %sDice %.2f", round, image.targets.size() > 1 ? "mean " : "",
                  sum / count);
    return text;
}

Picture captioned(Picture panel, const std::string& caption, int width, const PageColours& colours) {
    const cv::Size size = panel.size;
    Picture block = blank({width, size.height + caption_height}, colours);
    paste(block, std::move(panel), {(width - size.width) / 2, 0});
    Lettering(1).write(block, caption, {width / 2, size.height + caption_height / 2}, Align::centre, colours.text);
    return block;
}

// Modality, data set, image, and the targets in their colours.
Picture names_column(const DrawnImage& image, int height, const PageColours& colours) {
    constexpr int room = names_width - panel_gap;
    std::vector<LegendEntry> entries;
    for (std::size_t i = 0; i < image.targets.size(); ++i) {
        entries.push_back({Symbol::swatch, target_colour(i), image.targets[i].name});
    }
    const Legend legend(std::move(entries), 0.95, colours);
    constexpr int legend_top = 78;
    Picture column = blank({names_width, std::max(height, legend_top + legend.size().height)}, colours);
    const Lettering large(1, 1.4, Weight::bold);
    const Lettering small(1, 0.85);
    large.write(column, large.fitted(ascii(image.modality), room), {0, 14}, Align::left, colours.text);
    small.write(column, small.fitted(ascii(image.dataset), room), {0, 42}, Align::left, colours.faint);
    small.write(column, small.fitted(ascii(image.name), room), {0, 61}, Align::left, colours.faint);
    legend.draw(column, {0, legend_top, room, legend.size().height});
    return column;
}

}  // namespace

Picture strip(const DrawnImage& image, const StripStyle& style) {
    const Size size = image.image.size;
    const View view({0, 0, size.width, size.height}, style.room);
    const int width = style.snug ? std::max(least_width, view.size().width) : style.room.width;
    std::vector<Picture> blocks;
    blocks.push_back(
        captioned(truth_panel(image, view, TruthColours::by_target), "true outlines", width, style.colours));
    for (std::size_t place = 0; place < image.rounds.size(); ++place) {
        Picture panel = round_panel(image, place, view, {style.click_unit, false});
        blocks.push_back(captioned(std::move(panel), round_caption(image, image.rounds[place]), width, style.colours));
    }
    Picture panels = side_by_side(std::move(blocks), panel_gap, style.colours);
    std::vector<Picture> row;
    row.push_back(names_column(image, panels.size.height, style.colours));
    row.push_back(std::move(panels));
    return side_by_side(std::move(row), 0, style.colours);
}

}  // namespace imis::drawing

namespace imis {

FinishedPage draw_strip(const DrawnImage& image, PictureTheme theme) {
    using namespace drawing;
    check(image);
    const PageColours& colours = page_colours(theme);
    return finished(with_margin(strip(image, {{360, 360}, 0.93, true, colours}), page_margin, colours),
                    image.dataset + ", " + image.name);
}

}  // namespace imis
