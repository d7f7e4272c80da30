// The settings of a run as JSON: the store keeps them as texts, readers of JSON want their types.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "imis/report/report.hpp"

namespace imis {

// An object of all settings in their order. Numbers are numbers, "yes" and "no" true and false, a limit of "none" is
// null, lists of names are lists (null: all), and a length has a value and a unit. Everything else is a text.
[[nodiscard]] nlohmann::ordered_json context_json(const Report& report);

}  // namespace imis
