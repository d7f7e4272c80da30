// The values of an enumeration by the words that files and the command line have for them, each written down once.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"

namespace imis {

template <typename Choice, std::size_t count>
using Words = std::array<std::pair<Choice, std::string_view>, count>;

// The value of a word; nothing where the word is none of them.
template <typename Choice, std::size_t count>
[[nodiscard]] std::optional<Choice> find_choice(const Words<Choice, count>& words, std::string_view word) {
    for (const auto& [choice, known] : words) {
        if (known == word) return choice;
    }
    return std::nullopt;
}

// The word of a value. Throws Error where the table lacks it, which is a mistake in the program.
template <typename Choice, std::size_t count>
[[nodiscard]] std::string word_of(const Words<Choice, count>& words, Choice choice) {
    for (const auto& [known, word] : words) {
        if (known == choice) return std::string(word);
    }
    throw Error("a choice has no word");
}

// All words, joined by commas.
template <typename Choice, std::size_t count>
[[nodiscard]] std::string known_words(const Words<Choice, count>& words) {
    return joined(words | std::views::values);
}

// The value of a command line option. Throws UsageError that names the option and its words.
template <typename Choice, std::size_t count>
[[nodiscard]] Choice parse_choice(const Words<Choice, count>& words, const std::string& word,
                                  const std::string& option) {
    if (const auto choice = find_choice(words, word)) return *choice;
    throw UsageError(option + " '" + word + "' is not known; it is one of " + known_words(words));
}

}  // namespace imis
