// What is given for one object in one round, in pixels, and the line of JSON that records it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "imis/image/geometry.hpp"
#include "imis/model/prompt_kind.hpp"

namespace imis {

// A click: 1 = object, 0 = background, -1 = no point (a perfect mask leaves nothing to click on).
struct Click {
    Point at;
    int label = 1;
};

// What a user gives for one target in one round: the first prompt, later one click, or nothing where the policy finds
// nothing to click on. The protocol decides what of it a model is sent again later. A mask to start from is no part of
// it (Refinement::give).
struct Prompt {
    Size grid;  // the size of the image that coordinates are pixels of: the original, or its part of the model grid
    std::vector<Click> points;
    std::optional<Box> box;
    std::string text;  // the sentence; empty for none
};

// The kinds that a prompt gives something of.
[[nodiscard]] PromptKinds kinds_of(const Prompt& prompt);

// Adds a shape of a kind that has a place: its positions in pixels of prompt.grid, and the label of a point. A box is
// spanned by two opposite corners.
void add_shape(Prompt& prompt, PromptKind kind, std::span<const Point> positions, int label);

// One line of JSON: {"grid":[H,W],"points":[[x,y,label],...],"box":[x0,y0,x1,y1],"text":"..."}; a kind that was not
// given is left out.
[[nodiscard]] std::string to_json(const Prompt& prompt);

// Reads what to_json writes, or what somebody wrote by hand, as read_given_prompt does; `grid` must be there. Throws
// Error that says what is wrong.
[[nodiscard]] Prompt prompt_from_json(const std::string& line);

}  // namespace imis
