// What the simulated user gives for one target in one round.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "imis/image/geometry.hpp"

namespace imis {

// A click on the model grid: 1 = object, 0 = background, -1 = no point (a perfect mask leaves nothing to click on).
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

// Everything sent to the model for one target in one round. Coordinates are pixels of the model grid.
struct Prompt {
    std::vector<Click> points;
    std::optional<Box> box;
    std::string text;            // the sentence; empty for none
    bool previous_mask = false;  // the previous round's low-res mask goes along
};

// One line of JSON: {"grid":[H,W],"points":[[x,y,label],...],"box":[x0,y0,x1,y1],"text":"...","mask":"previous"}; a kind that
// was not given is left out.
[[nodiscard]] std::string to_json(const Prompt& prompt, Size grid);

}  // namespace imis
