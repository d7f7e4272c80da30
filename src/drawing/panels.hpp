// Panels of an evaluation's pictures, and rows of them.
#pragma once

#include <opencv2/core.hpp>

#include "colours.hpp"
#include "imis/drawing/rounds.hpp"
#include "legend.hpp"
#include "picture.hpp"
#include "view.hpp"

namespace imis::drawing {

// Panels of an evaluation's pictures: a view of an image with true outlines, or with what a round gave.

// Throws Error as imis/drawing/rounds.hpp says.
void check(const DrawnImage& image);

// The part that both kinds of panel show.
[[nodiscard]] Picture image_panel(const DrawnImage& image, const View& view);

// True outlines: white, as on the panels of rounds, or in the targets' colours where these must tell the targets apart.
enum class TruthColours { all_white, by_target };
[[nodiscard]] Picture truth_panel(const DrawnImage& image, const View& view, TruthColours colours);

// The errors of the first target's mask after the last of the rounds to draw, on the image in grey: what it misses, and
// what it has too much, over the true outline in white.
[[nodiscard]] Picture error_panel(const DrawnImage& image, const View& view);

struct ClickStyle {
    double unit = 1;        // of a click of the last round, less on a small target; earlier ones are smaller, many on a
                            // small target dots
    bool numbered = false;  // whether the number of its round stands beside each
};

// The masks after one of the rounds to draw (by its place among them), true outlines in white, and all prompts so far.
[[nodiscard]] Picture round_panel(const DrawnImage& image, std::size_t place, const View& view,
                                  const ClickStyle& style);

// The kinds of marks on the round's panel.
[[nodiscard]] MarkKinds marks_until(const DrawnImage& image, int round);

// What white lines and coloured areas on a round's panel mean, in the first target's colour. colours: of the truth
// panel beside it.
[[nodiscard]] std::vector<LegendEntry> outline_entries(TruthColours colours);

// What the colours of an error panel mean.
[[nodiscard]] std::vector<LegendEntry> error_entries();

// One image in a row of panels.

struct StripStyle {
    cv::Size room;  // of a panel
    double click_unit = 1;
    bool snug = false;  // whether panels may be narrower than their room, as a narrow image is
    PageColours colours = dark_page;
};

// Names, true outlines, rounds, with captions; without a margin. The image must have passed check().
[[nodiscard]] Picture strip(const DrawnImage& image, const StripStyle& style);

}  // namespace imis::drawing
