// What the simulated user gives for one target in one round.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "imis/image/geometry.hpp"

namespace imis {

// A click: 1 = object, 0 = background, -1 = no point (a perfect mask leaves nothing to click on).
struct Click {
    Point at;
    int label = 1;
};

// The kinds of prompt given in the first round, in any combination but none.
struct PromptKinds {
    bool point = false;
    bool box = false;
    bool text = false;
};

// Parses "point", "box", "text" or several joined by '+' ("point+text"). Throws UsageError otherwise.
[[nodiscard]] PromptKinds parse_prompt_kinds(const std::string& words);

// The canonical form: "point", "box", "text", "point+box", ... in this order.
[[nodiscard]] std::string to_string(const PromptKinds& kinds);

// What the user gives for one target in one round: the first prompt, later one click, or nothing where the policy finds
// nothing to click on. What of it a model is sent again later is the protocol's affair.
struct Prompt {
    Size grid;  // the size of the image that coordinates are pixels of: the original, or its part of the model grid
    std::vector<Click> points;
    std::optional<Box> box;
    std::string text;  // the sentence; empty for none
};

// One line of JSON: {"grid":[H,W],"points":[[x,y,label],...],"box":[x0,y0,x1,y1],"text":"..."}; a kind that was not given is
// left out.
[[nodiscard]] std::string to_json(const Prompt& prompt);

// Reads what to_json writes, or what somebody wrote by hand: coordinates may have fractions. Throws Error that says what
// is wrong: a field, a point or box outside the grid (its far edge, x = W, is still inside), a box with its sides swapped.
[[nodiscard]] Prompt prompt_from_json(const std::string& line);

}  // namespace imis
