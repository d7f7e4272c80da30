#include <cmath>
#include <cstddef>
#include <cstdio>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "curve.hpp"
#include "finished.hpp"
#include "imis/drawing/rounds.hpp"
#include "lettering.hpp"
#include "marks.hpp"
#include "page.hpp"
#include "panels.hpp"
#include "view.hpp"

namespace imis {
namespace {

using namespace drawing;

constexpr int cell = 290;  // side of a panel
constexpr int block_gap = 12;
constexpr int block_caption = 66;
constexpr int most_columns = 5;
constexpr ClickStyle click_style{1.1, true};
constexpr int prompt_line = cell + 44;  // middle of the caption's second line

std::string with_two_decimals(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    return text;
}

std::string pixel_text(double x, double y) {
    return "(" + std::to_string(std::lround(x)) + ", " + std::to_string(std::lround(y)) + ")";
}

// A panel in the middle of a square with its heading below.
Picture block_of(Picture panel, const std::string& heading, const PageColours& colours) {
    Picture block = blank({cell, cell + block_caption}, colours);
    const cv::Size size = panel.size;
    paste(block, std::move(panel), {(cell - size.width) / 2, (cell - size.height) / 2});
    Lettering(1, 1.1, Weight::bold).write(block, heading, {0, cell + 19}, Align::left, colours.text);
    return block;
}

// The caption's second line from x on.
void write_line(Picture& block, const std::string& text, int x, const PageColours& colours) {
    const Lettering letters(1);
    if (x < cell)
        letters.write(block, letters.fitted(ascii(text), cell - x), {x, prompt_line}, Align::left, colours.faint);
}

// What the user gave: clicks with their signs, a box, a text.
void write_prompt(Picture& block, const DrawnPrompt& prompt, const PageColours& colours) {
    int x = 0;
    for (const ClickMark& click : prompt.clicks) {
        draw_click(block, cv::Point2d(x + 9, prompt_line), click.positive, 0.9);
        const std::string text = "at " + pixel_text(click.at.x, click.at.y);
        x = Lettering(1).write(block, text, {x + 26, prompt_line}, Align::left, colours.faint) + block_gap;
    }
    std::string words;
    if (const auto& box = prompt.box) {
        words = "box " + pixel_text(box->x0, box->y0) + " to " + pixel_text(box->x1, box->y1);
    }
    if (!prompt.text.empty()) words += (words.empty() ? "\"" : ", \"") + prompt.text + "\"";
    if (x == 0 && words.empty()) words = "no error left to click on";
    write_line(block, words, x, colours);
}

// The whole image with the true outline, and where the close-up lies in it.
Picture image_block(const DrawnImage& image, const View& view, const PageColours& colours) {
    const Size size = image.image.size;
    const View whole_image({0, 0, size.width, size.height}, {cell, cell});
    Picture panel = truth_panel(image, whole_image, TruthColours::all_white);
    if (view.part() != whole_image.part()) draw_frame(panel, view.part(), white, whole_image);
    Picture block = block_of(std::move(panel), "image", colours);
    write_line(block, "true outline: " + image.targets.front().name, 0, colours);
    return block;
}

Picture round_block(const DrawnImage& image, std::size_t place, const View& view, const PageColours& colours) {
    const auto index = static_cast<std::size_t>(image.rounds[place] - 1);
    const DrawnTarget& target = image.targets.front();
    const std::string heading =
        "round " + std::to_string(index + 1) + ": Dice " + with_two_decimals(target.dice[index]);
    Picture block = block_of(round_panel(image, place, view, click_style), heading, colours);
    write_prompt(block, target.prompts[index], colours);
    return block;
}

Picture error_block(const DrawnImage& image, const View& view, const PageColours& colours) {
    Picture block =
        block_of(error_panel(image, view), "errors of round " + std::to_string(image.rounds.back()), colours);
    Legend(error_entries(), 0.9, colours).draw_row(block, {0, prompt_line});
    return block;
}

Picture curve_block(const std::vector<double>& dice, const PageColours& colours) {
    Picture block = block_of(curve(dice, target_colour(0), {cell, cell}, colours), "Dice by round", colours);
    write_line(block, "from " + with_two_decimals(dice.front()) + " to " + with_two_decimals(dice.back()), 0, colours);
    return block;
}

// The blocks in rows of equal length.
Picture grid_of(std::vector<Picture> blocks, const PageColours& colours) {
    const std::size_t rows = (blocks.size() + most_columns - 1) / most_columns;
    const std::size_t columns = (blocks.size() + rows - 1) / rows;
    std::vector<Picture> lines;
    for (std::size_t first = 0; first < blocks.size(); first += columns) {
        const auto begin = std::make_move_iterator(blocks.begin() + static_cast<std::ptrdiff_t>(first));
        const auto count = static_cast<std::ptrdiff_t>(std::min(columns, blocks.size() - first));
        lines.push_back(side_by_side({begin, begin + count}, block_gap, colours));
    }
    return stacked(std::move(lines), 0, colours);
}

}  // namespace

FinishedPage draw_session(const DrawnImage& image, const std::string& note, PictureTheme theme) {
    const PageColours& colours = page_colours(theme);
    DrawnImage single = image;
    if (single.targets.size() > 1) single.targets.resize(1);
    check(single);
    const View view(close_up(single), {cell, cell});
    std::vector<Picture> blocks;
    blocks.push_back(image_block(single, view, colours));
    for (std::size_t place = 0; place < single.rounds.size(); ++place) {
        blocks.push_back(round_block(single, place, view, colours));
    }
    blocks.push_back(error_block(single, view, colours));
    blocks.push_back(curve_block(single.targets.front().dice, colours));
    std::vector<LegendEntry> entries = marks_until(single, single.rounds.back()).entries();
    for (LegendEntry& entry : outline_entries(TruthColours::all_white)) entries.push_back(std::move(entry));
    const std::string title = single.modality + ": " + single.targets.front().name;
    return finished(titled_page(grid_of(std::move(blocks), colours), title, note, std::move(entries), colours), title);
}

}  // namespace imis
