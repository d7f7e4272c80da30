#include "imis/segmentation/slice_request.hpp"

#include <charconv>

#include "imis/base/error.hpp"

namespace imis {
namespace {

std::optional<int> whole_number(const std::string& text) {
    int value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

SliceRequest parse_slice(const std::string& words, const std::string& option) {
    const auto colon = words.find(':');
    SliceRequest request;
    request.plane = find_choice(plane_words, words.substr(0, colon));
    if (colon != std::string::npos) request.index = whole_number(words.substr(colon + 1));
    if (!request.plane || (colon != std::string::npos && !request.index)) {
        throw UsageError(option + " '" + words + "' is not a slice; give PLANE or PLANE:INDEX, with one of " +
                         known_words(plane_words) + " (for example axial:57)");
    }
    return request;
}

}  // namespace imis
