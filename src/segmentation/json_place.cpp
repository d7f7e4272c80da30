#include "json_place.hpp"

#include <algorithm>

namespace imis {

void JsonPlace::check_known(std::initializer_list<std::string_view> names) const {
    if (!value_->is_object()) throw error("must be an object, {...}");
    for (const auto& [name, value] : value_->items()) {
        if (std::ranges::find(names, name) != names.end()) continue;
        std::string known;
        for (const std::string_view other : names) known += (known.empty() ? "" : ", ") + std::string(other);
        throw error("has the unknown field '" + name + "'; the fields are " + known);
    }
}

}  // namespace imis
