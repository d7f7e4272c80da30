#include "imis/data/volume_rule.hpp"

#include <charconv>
#include <system_error>

#include "imis/base/error.hpp"

namespace imis {
namespace {

// std::regex recurses once or more a character, so that hostile texts would overflow the stack.
constexpr std::size_t longest_pattern = 1000;
constexpr std::size_t longest_name = 1000;

std::regex compiled(const std::string& pattern) {
    if (pattern.size() > longest_pattern) {
        throw Error("the volume rule has more than " + std::to_string(longest_pattern) + " characters; shorten it");
    }
    try {
        return std::regex(pattern, std::regex::ECMAScript);
    } catch (const std::regex_error& problem) {
        throw Error("the volume rule '" + pattern + "' is no regular expression (" + problem.what() +
                    "); write one such as '(.+)_\\d+'");
    }
}

std::int64_t slice_number(const std::string& text, const std::string& image_name) {
    std::int64_t number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc{} || end != text.data() + text.size()) {
        throw Error("the volume rule reads '" + text + "' as the slice number of '" + image_name +
                    "'; let its second group match digits alone");
    }
    return number;
}

}  // namespace

VolumeRule::VolumeRule(const std::string& pattern) : pattern_(pattern), expression_(compiled(pattern)) {
    if (expression_.mark_count() == 1 || expression_.mark_count() == 2) return;
    throw Error("the volume rule '" + pattern + "' has " + std::to_string(expression_.mark_count()) +
                " groups in parentheses; it needs one for the volume's name and may have a second one for the slice's "
                "number (write other groups as '(?:...)')");
}

VolumeSlice VolumeRule::place_of(const std::string& image_name) const {
    std::smatch match;
    if (image_name.size() > longest_name || !std::regex_match(image_name, match, expression_) || match.str(1).empty()) {
        throw Error("the image '" + image_name.substr(0, longest_name) + "' doesn't match the volume rule '" +
                    pattern_ + "'; correct the rule or rename the image");
    }
    VolumeSlice place{match.str(1), std::nullopt};
    if (expression_.mark_count() == 2 && match[2].matched) place.slice = slice_number(match.str(2), image_name);
    return place;
}

}  // namespace imis
