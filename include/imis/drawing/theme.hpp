// What pages of pictures look like around the pictures.
#pragma once

#include "imis/base/choice.hpp"

namespace imis {

enum class PictureTheme {
    dark,   // for screens: nothing is brighter than the images
    light,  // for papers: dark letters on white
};
inline constexpr Words<PictureTheme, 2> picture_theme_words = {
    {{PictureTheme::dark, "dark"}, {PictureTheme::light, "light"}}};

}  // namespace imis
