#include "panels.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <variant>

#include "canvas.hpp"
#include "imis/base/error.hpp"
#include "lettering.hpp"
#include "marks.hpp"
#include "masks.hpp"

namespace imis::drawing {
namespace {

constexpr double truth_width = 1;
constexpr double earlier_clicks = 0.65;  // their size
constexpr double click_share = 0.22;     // of a target's side that the disc of a click may hide
constexpr double least_click = 0.42;     // as a unit: seen, though it has no room for a sign
constexpr double clicks_share = 0.2;     // of a target's area that all clicks before the last round may hide
constexpr double least_dot = 0.2;        // as a unit, of these: a dot
constexpr double error_opacity = 0.75;

std::string target_words(const DrawnTarget& target, const DrawnImage& image) {
    return "target '" + target.name + "' of " + image.dataset + ", " + image.name;
}

void check_target(const DrawnTarget& target, const DrawnImage& image) {
    const auto needed = static_cast<std::size_t>(image.rounds.back());
    if (target.prompts.size() < needed || target.dice.size() < needed || target.masks.size() != image.rounds.size()) {
        throw Error(target_words(target, image) + ": a mask, prompt or Dice is missing for the rounds up to " +
                    std::to_string(needed));
    }
    const auto fits = [&](const Mask& mask) { return mask.size == image.image.size; };
    bool all_fit = fits(target.truth);
    for (const Mask& mask : target.masks) all_fit = all_fit && fits(mask);
    if (!all_fit) throw Error(target_words(target, image) + ": a mask has another size than the image");
}

// Clicks on a small target are drawn small, or many of them would hide it.
double click_unit(const DrawnTarget& target, const View& view, double usual) {
    const double side = std::sqrt(static_cast<double>(area(target.truth))) * view.across().scale();
    return std::clamp(click_share * side / click_diameter, std::min(least_click, usual), usual);
}

// Of clicks before the last round: smaller than the newest, and where many on a small target would hide it, dots.
double earlier_unit(const DrawnTarget& target, int last, const View& view, double newest) {
    std::size_t count = 0;
    for (int round = 1; round < last; ++round)
        count += target.prompts[static_cast<std::size_t>(round - 1)].clicks.size();
    const double usual = std::max(least_click, newest * earlier_clicks);
    if (count == 0) return usual;
    const double pixels = static_cast<double>(area(target.truth)) * view.across().scale() * view.down().scale();
    const double side = std::sqrt(clicks_share * pixels / static_cast<double>(count));
    return std::clamp(side / click_diameter, least_dot, usual);
}

// The pixels of one mask that another lacks.
Mask difference(const Mask& one, const Mask& other) {
    Mask result = Mask::zeros(one.size);
    for (std::size_t i = 0; i < one.pixels.size(); ++i) result.pixels[i] = one.pixels[i] != 0 && other.pixels[i] == 0;
    return result;
}

// A number beside a click, on the side where the panel has room.
void write_number(Picture& panel, int number, const ClickMark& click, const View& view, double unit) {
    const Lettering letters(view.unit(), 0.85, Weight::bold);
    const std::string text = std::to_string(number);
    const cv::Point2d at = view.place(click.at.x + 0.5, click.at.y + 0.5);
    const double away = 11 * unit;
    const bool has_room = at.x + away + letters.width(text) < panel.size.width;
    const cv::Point place(whole(at.x + (has_room ? away : -away)), whole(at.y - 6 * unit));
    letters.write_rimmed(panel, text, place, has_room ? Align::left : Align::right, light);
}

// All prompts of the rounds until `last`: the newest click over the ones before, numbers over all clicks.
void draw_prompts(Picture& panel, const DrawnTarget& target, int last, const View& view, const ClickStyle& style,
                  const Colour& colour) {
    const double newest = click_unit(target, view, style.unit);
    const double earlier = earlier_unit(target, last, view, newest);
    const auto for_each_click = [&](const auto& use) {
        for (int round = 1; round <= last; ++round) {
            const double unit = round == last ? newest : earlier;
            for (const ClickMark& click : target.prompts[static_cast<std::size_t>(round - 1)].clicks) {
                use(click, round, unit);
            }
        }
    };
    for (int round = 1; round <= last; ++round) {
        const DrawnPrompt& prompt = target.prompts[static_cast<std::size_t>(round - 1)];
        if (prompt.box) draw_box(panel, *prompt.box, colour, view);
    }
    for_each_click([&](const ClickMark& click, int, double unit) {
        draw_click(panel, {0, 0}, click, view, unit, style.numbered ? white : colour);
    });
    if (!style.numbered) return;
    for_each_click(
        [&](const ClickMark& click, int round, double unit) { write_number(panel, round, click, view, unit); });
}

}  // namespace

void check(const DrawnImage& image) {
    if (image.targets.empty() || image.rounds.empty()) {
        throw Error(image.dataset + ", " + image.name + ": there is no target or no round to draw");
    }
    for (const DrawnTarget& target : image.targets) check_target(target, image);
}

Picture image_panel(const DrawnImage& image, const View& view) {
    return picture_of(view.cut(pixels_of(image.image)), view.size(), view.image_interpolation());
}

Picture truth_panel(const DrawnImage& image, const View& view, TruthColours colours) {
    Picture panel = image_panel(image, view);
    std::vector<Outline> outlines;
    for (std::size_t i = 0; i < image.targets.size(); ++i) {
        const Colour colour = colours == TruthColours::all_white ? white : target_colour(i);
        outlines.push_back(outline_of(image.targets[i].truth, colour, view, Edges::smooth));
    }
    draw_outlines(panel, outlines, outline_width, view);
    return panel;
}

Picture error_panel(const DrawnImage& image, const View& view) {
    const DrawnTarget& target = image.targets.front();
    const Mask& mask = target.masks.back();
    Picture panel = image_panel(image, view);
    std::get<PlacedImage>(panel.items.front()).in_grey = true;
    // Errors over the line, which would hide those of a small target.
    draw_outlines(panel, std::vector{outline_of(target.truth, white, view, Edges::smooth)}, truth_width, view);
    tint(panel, difference(target.truth, mask), missed_colour, view, Edges::exact, error_opacity);
    tint(panel, difference(mask, target.truth), overrun_colour, view, Edges::exact, error_opacity);
    return panel;
}

Picture round_panel(const DrawnImage& image, std::size_t place, const View& view, const ClickStyle& style) {
    Picture panel = image_panel(image, view);
    std::vector<Outline> truths;
    std::vector<Outline> masks;
    for (std::size_t i = 0; i < image.targets.size(); ++i) {
        const DrawnTarget& target = image.targets[i];
        tint(panel, target.masks[place], target_colour(i), view, Edges::smooth);
        truths.push_back(outline_of(target.truth, white, view, Edges::smooth));
        masks.push_back(outline_of(target.masks[place], target_colour(i), view, Edges::smooth));
    }
    draw_outlines(panel, truths, truth_width, view);
    draw_outlines(panel, masks, outline_width, view);
    for (std::size_t i = 0; i < image.targets.size(); ++i) {
        draw_prompts(panel, image.targets[i], image.rounds[place], view, style, target_colour(i));
    }
    return panel;
}

MarkKinds marks_until(const DrawnImage& image, int round) {
    MarkKinds kinds;
    for (const DrawnTarget& target : image.targets) {
        for (int i = 0; i < round; ++i) {
            const DrawnPrompt& prompt = target.prompts[static_cast<std::size_t>(i)];
            for (const ClickMark& click : prompt.clicks) {
                (click.positive ? kinds.positive_click : kinds.negative_click) = true;
            }
            kinds.box |= prompt.box.has_value();
        }
    }
    return kinds;
}

std::vector<LegendEntry> outline_entries(TruthColours colours) {
    const char* line = colours == TruthColours::all_white ? "true outline" : "true outline, over masks";
    return {{Symbol::line, white, line}, {Symbol::swatch, target_colour(0), "mask"}};
}

std::vector<LegendEntry> error_entries() {
    return {{Symbol::swatch, missed_colour, "missed"}, {Symbol::swatch, overrun_colour, "too much"}};
}

}  // namespace imis::drawing
