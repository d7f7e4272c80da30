#include "imis/image/palette.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "imis/base/error.hpp"

namespace imis {
namespace {

using Colour = std::array<std::uint8_t, 3>;

// Okabe and Ito's colours without black, from those that stand out on grey images to those that are darker.
constexpr std::array<Colour, 7> first_colours = {{
    {230, 159, 0},    // orange
    {86, 180, 233},   // sky blue
    {0, 158, 115},    // bluish green
    {240, 228, 66},   // yellow
    {213, 94, 0},     // vermilion
    {204, 121, 167},  // reddish purple
    {0, 114, 178},    // blue
}};

// One channel of a colour in HSV: `offset` is 5 for red, 3 for green, 1 for blue; the hue counts in sixths of the
// circle.
std::uint8_t channel(double hue, double saturation, double value, double offset) {
    const double place = std::fmod(offset + hue, 6.0);
    const double distance = std::clamp(std::min(place, 4.0 - place), 0.0, 1.0);
    return static_cast<std::uint8_t>(std::lround(255.0 * value * (1.0 - saturation * distance)));
}

// Hues a golden angle apart never come close to those just before; three shades tell those of late rounds apart.
Colour generated_colour(int index) {
    constexpr double golden_angle = 0.381966011250105;  // (3 - sqrt(5)) / 2 of the circle
    constexpr std::array<std::array<double, 2>, 3> shades = {{{0.75, 1.0}, {0.45, 0.95}, {0.9, 0.7}}};
    const double hue = 6.0 * std::fmod(index * golden_angle, 1.0);
    const auto [saturation, value] = shades[static_cast<std::size_t>(index) % shades.size()];
    return {channel(hue, saturation, value, 5), channel(hue, saturation, value, 3), channel(hue, saturation, value, 1)};
}

}  // namespace

Colour label_colour(int label) {
    if (label < 0 || label > max_label) {
        throw Error("label " + std::to_string(label) + " has no colour; labels are 0 to " + std::to_string(max_label));
    }
    if (label == 0) return {0, 0, 0};
    const int index = label - 1;
    const int named = static_cast<int>(first_colours.size());
    return index < named ? first_colours[static_cast<std::size_t>(index)] : generated_colour(index - named);
}

}  // namespace imis
