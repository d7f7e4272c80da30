// The values of an enumeration by the words that files and the command line have for them, each written down once.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "imis/base/error.hpp"

namespace imis {

// Whether an enumeration has an enumerator of this value. Compilers write the arguments of a template into the names of
// its functions: an enumerator by its name, any other value as a cast, "(Colour)3".
template <auto value>
[[nodiscard]] consteval bool is_enumerator() {
    const std::string_view function = __PRETTY_FUNCTION__;
    const char after_cast = function[function.rfind(')') + 1];
    return !(after_cast >= '0' && after_cast <= '9');
}

// How many enumerators an enumeration has that counts from 0.
template <typename Choice, std::size_t count = 0>
[[nodiscard]] consteval std::size_t enumerators() {
    if constexpr (is_enumerator<static_cast<Choice>(count)>()) {
        return enumerators<Choice, count + 1>();
    } else {
        return count;
    }
}

// A word for every enumerator of an enumeration that counts from 0, in their order; further words of some may follow.
// A table that lacks an enumerator, or has them in another order, does not compile.
template <typename Choice, std::size_t count>
class Words {
    static_assert(count >= enumerators<Choice>(), "an enumerator has no word");

public:
    using Entry = std::pair<Choice, std::string_view>;

    consteval Words(const Entry (&entries)[count]) {
        for (std::size_t i = 0; i < count; ++i) {
            if (i < enumerators<Choice>() && entries[i].first != static_cast<Choice>(i)) {
                throw "the words are not in the order of the enumerators";
            }
            entries_[i] = entries[i];
        }
    }

    [[nodiscard]] constexpr auto begin() const { return entries_.begin(); }
    [[nodiscard]] constexpr auto end() const { return entries_.end(); }

    // The first word of a value.
    [[nodiscard]] constexpr std::string_view operator[](Choice choice) const {
        return entries_[static_cast<std::size_t>(choice)].second;
    }

private:
    std::array<Entry, count> entries_;
};

// The value of a word; nothing where the word is none of them.
template <typename Choice, std::size_t count>
[[nodiscard]] std::optional<Choice> find_choice(const Words<Choice, count>& words, std::string_view word) {
    for (const auto& [choice, known] : words) {
        if (known == word) return choice;
    }
    return std::nullopt;
}

// The word of a value, the first where it has several.
template <typename Choice, std::size_t count>
[[nodiscard]] std::string word_of(const Words<Choice, count>& words, Choice choice) {
    return std::string(words[choice]);
}

// All words, joined by commas.
template <typename Choice, std::size_t count>
[[nodiscard]] std::string known_words(const Words<Choice, count>& words) {
    std::string text;
    for (const auto& [choice, word] : words) text.append(text.empty() ? "" : ", ").append(word);
    return text;
}

// The value of a word that a user has given. `name`: what it is given for, as the user knows it. Throws UsageError that
// names it and the words.
template <typename Choice, std::size_t count>
[[nodiscard]] Choice parse_choice(const Words<Choice, count>& words, const std::string& word, const std::string& name) {
    if (const auto choice = find_choice(words, word)) return *choice;
    throw UsageError(name + " '" + word + "' is not known; it is one of " + known_words(words));
}

}  // namespace imis
