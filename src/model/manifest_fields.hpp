// Kinds of values that several fields of a manifest have.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "imis/base/choice.hpp"
#include "imis/image/geometry.hpp"
#include "json_fields.hpp"

namespace imis {

// [height, width]; throws Error where either is not within 1..16384.
[[nodiscard]] Size read_size(const JsonFields& fields, const std::string& name);

// Three numbers: red, green, blue.
[[nodiscard]] std::array<float, 3> read_triple(const JsonFields& fields, const std::string& name);

// At least one mask token, none negative.
[[nodiscard]] std::vector<std::int64_t> read_tokens(const JsonFields& fields, const std::string& name);

// A field that must hold one of the words this program knows.
template <typename Choice, std::size_t count>
[[nodiscard]] Choice read_choice(const JsonFields& fields, const std::string& name, const Words<Choice, count>& words) {
    const auto value = fields.get<std::string>(name);
    if (const auto choice = find_choice(words, value)) return *choice;
    throw fields.error(name, "is '" + value + "', but this program knows " + known_words(words));
}

// The same for a field that may be absent.
template <typename Choice, std::size_t count>
[[nodiscard]] Choice read_choice_or(const JsonFields& fields, const std::string& name, Choice otherwise,
                                    const Words<Choice, count>& words) {
    return fields.has(name) ? read_choice(fields, name, words) : otherwise;
}

}  // namespace imis
