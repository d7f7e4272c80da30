// Where the targets of data sets belong among those of IMed-361M.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace imis {

struct TargetPlace {
    std::string code;   // of the target in the supplement's Table 1, "A11"; empty for a structure that it lacks
    std::string group;  // anatomical group: "Abdomen"
    std::string kind;   // "organ" or "lesion"
};

// The place of a target by its label in a data set, where configs/imed361m/aliases.json, which is built in, has one of
// the same words but for case, spaces, '_', '-', '/', "left" and "right": "kidney_right" is "kidney". None where it has
// not. Safe to call from several threads.
[[nodiscard]] std::optional<TargetPlace> find_target_place(std::string_view label);

}  // namespace imis
