#include "imis/base/ascii.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

namespace imis {

std::string lower_ascii(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

std::string trimmed(const std::string& text) {
    constexpr const char* space = " \t\r\n";
    const auto first = text.find_first_not_of(space);
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::vector<std::string> split_list(const std::string& list) {
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin < list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        std::string word = trimmed(list.substr(begin, end - begin));
        if (!word.empty()) words.push_back(std::move(word));
        begin = end + 1;
    }
    return words;
}

std::vector<double> numbers_from(std::string_view words) {
    std::vector<double> values;
    const char* at = words.data();
    const char* const end = at + words.size();
    while (true) {
        double value = 0;
        const auto [stop, code] = std::from_chars(at, end, value);
        if (code != std::errc{} || !std::isfinite(value)) return {};
        values.push_back(value);
        if (stop == end) return values;
        if (*stop != ',') return {};
        at = stop + 1;
    }
}

}  // namespace imis
