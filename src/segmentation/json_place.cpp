#include "json_place.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace imis {

std::vector<JsonPlace> JsonPlace::elements() const {
    if (!value_->is_array()) throw error("must be a list");
    std::vector<JsonPlace> all;
    for (std::size_t i = 0; i < value_->size(); ++i)
        all.emplace_back(value_->at(i), place_ + "[" + std::to_string(i) + "]");
    return all;
}

int JsonPlace::whole_number() const {
    const auto value = value_->get<double>();
    if (value != std::floor(value) || std::abs(value) > std::numeric_limits<int>::max()) {
        throw error("must be a whole number");
    }
    return static_cast<int>(value);
}

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
