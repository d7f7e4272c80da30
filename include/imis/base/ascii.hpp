// Words and numbers in plain text; letters beyond ASCII pass as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace imis {

// A to Z become a to z.
[[nodiscard]] std::string lower_ascii(std::string text);

// Without spaces, tabs and line ends at both ends.
[[nodiscard]] std::string trimmed(const std::string& text);

// The words of a list one after the other, with a separator in between.
template <typename List>
[[nodiscard]] std::string joined(const List& words, std::string_view separator = ", ") {
    std::string text;
    bool first = true;
    for (const auto& word : words) {
        if (!first) text += separator;
        text += word;
        first = false;
    }
    return text;
}

// The words of a list that commas separate, trimmed, without empty ones.
[[nodiscard]] std::vector<std::string> split_list(const std::string& list);

// Finite numbers joined by single commas; none where anything else stands there.
[[nodiscard]] std::vector<double> numbers_from(std::string_view words);

}  // namespace imis
