#include "colours.hpp"

#include <array>
#include <cstdint>

#include "imis/image/palette.hpp"

namespace imis::drawing {

const PageColours& page_colours(PictureTheme theme) {
    switch (theme) {
        case PictureTheme::dark:
            return dark_page;
        case PictureTheme::light:
            return light_page;
    }
    return dark_page;  // not reached
}

Colour object_colour(std::size_t index) {
    const std::array<std::uint8_t, 3> colour = label_colour(static_cast<int>(index % max_label) + 1);
    return {static_cast<double>(colour[0]), static_cast<double>(colour[1]), static_cast<double>(colour[2])};
}

Colour target_colour(std::size_t index) {
    static const std::array<Colour, 5> colours = {Colour{56, 172, 255}, Colour{255, 208, 46}, Colour{226, 96, 255},
                                                  Colour{255, 132, 32}, Colour{120, 240, 232}};
    return colours[index % colours.size()];
}

}  // namespace imis::drawing
