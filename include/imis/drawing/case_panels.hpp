// One target of an evaluation as single panels, for pages that write their own words.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "imis/drawing/rounds.hpp"
#include "imis/image/image.hpp"

namespace imis {

struct CasePanels {
    Image image;                // the whole image with the true outline, and a frame where the close-up lies
    std::vector<Image> rounds;  // close-ups: mask, true outline and clicks after each of DrawnImage::rounds
    Image errors;               // the close-up with what the last of these masks misses, and what it has too much
};

// Panels of the first target, `side` pixels at their longer side. Throws as draw_strip.
[[nodiscard]] CasePanels draw_case_panels(const DrawnImage& image, int side);

// The colours of panels: red, green, blue.
using PanelColour = std::array<std::uint8_t, 3>;
struct PanelColours {
    PanelColour truth;
    PanelColour mask;
    PanelColour positive_click;
    PanelColour negative_click;
    PanelColour missed;   // true pixels that the mask lacks
    PanelColour overrun;  // pixels of the mask that are not true
};
[[nodiscard]] PanelColours panel_colours();

}  // namespace imis
