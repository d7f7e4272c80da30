#include "imis/drawing/case_panels.hpp"

#include "canvas.hpp"
#include "marks.hpp"
#include "paint.hpp"
#include "panels.hpp"
#include "view.hpp"

namespace imis {
namespace {

PanelColour bytes_of(const drawing::Colour& colour) {
    return {static_cast<std::uint8_t>(colour[0]), static_cast<std::uint8_t>(colour[1]),
            static_cast<std::uint8_t>(colour[2])};
}

}  // namespace

CasePanels draw_case_panels(const DrawnImage& image, int side) {
    using namespace drawing;
    DrawnImage single = image;
    if (single.targets.size() > 1) single.targets.resize(1);
    check(single);
    const Size size = single.image.size;
    const View whole_image({0, 0, size.width, size.height}, {side, side});
    const View close(close_up(single), {side, side});
    CasePanels panels;
    Picture overview = truth_panel(single, whole_image, TruthColours::all_white);
    if (close.part() != whole_image.part()) draw_frame(overview, close.part(), white, whole_image);
    panels.image = as_image(painted(overview));
    for (std::size_t place = 0; place < single.rounds.size(); ++place) {
        panels.rounds.push_back(as_image(painted(round_panel(single, place, close, {0.9, false}))));
    }
    panels.errors = as_image(painted(error_panel(single, close)));
    return panels;
}

PanelColours panel_colours() {
    using namespace drawing;
    return {bytes_of(white),           bytes_of(target_colour(0)), bytes_of(positive_colour),
            bytes_of(negative_colour), bytes_of(missed_colour),    bytes_of(overrun_colour)};
}

}  // namespace imis
