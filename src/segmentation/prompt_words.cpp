// Points and boxes of the command line.
#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/segmentation/given_prompts.hpp"
#include "prompt_numbers.hpp"

namespace imis {

GivenPoint parse_point(const std::string& words, Coordinates coordinates) {
    if (const auto point = point_from(numbers_from(words), coordinates)) return *point;
    throw UsageError("--point '" + words + "' is no point; it is " +
                     (coordinates == Coordinates::pixel ? "x,y" : "x,y,z") +
                     " or the same with ,1 (object, the default) or ,0 (background) behind it");
}

GivenBox parse_box(const std::string& words, Coordinates coordinates) {
    if (const auto box = box_from(numbers_from(words), coordinates)) return *box;
    throw UsageError("--box '" + words + "' is no box; it is " +
                     (coordinates == Coordinates::pixel
                          ? "x0,y0,x1,y1 with x0 <= x1 and y0 <= y1; swap its corners where they stand otherwise"
                          : "x0,y0,z0,x1,y1,z1"));
}

}  // namespace imis
