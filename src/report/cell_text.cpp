#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "wording.hpp"

namespace imis {
namespace {

// ICU puts U+FFFD where the bytes are not UTF-8.
icu::UnicodeString decoded(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::size_t width(UChar32 character) {
    constexpr std::uint32_t no_width = U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK;
    if ((U_GET_GC_MASK(character) & no_width) != 0) return 0;
    const int east_asian = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
    return east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
}

bool breaks_the_line(UChar32 character) {
    constexpr std::uint32_t breaking = U_GC_CC_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK;
    return (U_GET_GC_MASK(character) & breaking) != 0;
}

}  // namespace

std::string fixed(double value, int decimals) {
    if (!std::isfinite(value)) return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
    std::array<char, 400> buffer{};  // room for the largest double
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
    std::string text(buffer.data(), end.ptr);
    const bool zero = std::all_of(text.begin(), text.end(), [](char c) { return c == '-' || c == '0' || c == '.'; });
    if (zero && text.starts_with('-')) text.erase(0, 1);
    return text;
}

std::string interval_text(const std::optional<Interval>& interval, int decimals) {
    if (!interval) return "-";
    return '[' + fixed(interval->low, decimals) + ", " + fixed(interval->high, decimals) + ']';
}

std::string missing_prompt_mark(const std::string& lacks) {
    if (lacks == "point") return "no clicks";
    if (lacks == "box") return "no boxes";
    return lacks.empty() ? "-" : "no " + lacks;
}

std::string displayable(std::string_view text) {
    icu::UnicodeString clean;
    const icu::UnicodeString source = decoded(text);
    for (std::int32_t at = 0; at < source.length(); at = source.moveIndex32(at, 1)) {
        const UChar32 character = source.char32At(at);
        clean.append(breaks_the_line(character) ? static_cast<UChar32>(U' ') : character);
    }
    std::string utf8;
    return clean.toUTF8String(utf8);
}

std::size_t display_width(std::string_view text) {
    const icu::UnicodeString source = decoded(text);
    std::size_t places = 0;
    for (std::int32_t at = 0; at < source.length(); at = source.moveIndex32(at, 1)) {
        places += width(source.char32At(at));
    }
    return places;
}

}  // namespace imis
