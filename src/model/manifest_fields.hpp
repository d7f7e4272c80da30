// Kinds of values that several fields of a manifest have.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "imis/image/geometry.hpp"
#include "json_fields.hpp"

namespace imis {

// [height, width]; throws Error where either is not within 1..16384.
[[nodiscard]] Size read_size(const JsonFields& fields, const std::string& name);

// Three numbers: red, green, blue.
[[nodiscard]] std::array<float, 3> read_triple(const JsonFields& fields, const std::string& name);

// At least one mask token, none negative.
[[nodiscard]] std::vector<std::int64_t> read_tokens(const JsonFields& fields, const std::string& name);

// A field that must hold one of the values this program knows.
template <typename T>
[[nodiscard]] T read_choice(const JsonFields& fields, const std::string& name,
                            const std::map<std::string, T>& choices) {
    const auto value = fields.get<std::string>(name);
    const auto found = choices.find(value);
    if (found != choices.end()) return found->second;
    std::string known;
    for (const auto& [choice, unused] : choices) known += (known.empty() ? "" : ", ") + choice;
    throw fields.error(name, "is '" + value + "', but this program knows " + known);
}

// The same for a field that may be absent.
template <typename T>
[[nodiscard]] T read_choice_or(const JsonFields& fields, const std::string& name, T otherwise,
                               const std::map<std::string, T>& choices) {
    return fields.has(name) ? read_choice<T>(fields, name, choices) : otherwise;
}

}  // namespace imis
