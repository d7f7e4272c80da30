#include "unicode_text.hpp"

#include <array>
#include <cstdint>

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

#include "imis/base/error.hpp"

namespace imis {
namespace {

enum class CharacterKind { space, letter, number, other };

CharacterKind kind_of(UChar32 character) {
    if (u_isUWhiteSpace(character)) return CharacterKind::space;
    const std::uint32_t category = U_GET_GC_MASK(character);
    if ((category & U_GC_L_MASK) != 0) return CharacterKind::letter;
    return (category & U_GC_N_MASK) != 0 ? CharacterKind::number : CharacterKind::other;
}

icu::UnicodeString decoded(std::string_view text) {
    constexpr std::size_t longest = 8192;  // bytes, far above any context; the time for one word grows with its square
    if (text.size() > longest) {
        throw Error("text prompt of " + std::to_string(text.size()) + " bytes: shorten it to a few words");
    }
    icu::UnicodeString result;
    const auto length = static_cast<std::int32_t>(text.size());
    std::int32_t units = 0;
    UErrorCode status = U_ZERO_ERROR;
    // UTF-16 never takes more units than UTF-8 takes bytes.
    u_strFromUTF8(result.getBuffer(length), length, &units, text.data(), length, &status);
    result.releaseBuffer(U_SUCCESS(status) ? units : 0);
    if (U_FAILURE(status)) throw Error("text prompt: invalid UTF-8: give the text as UTF-8");
    return result;
}

std::string encoded(const icu::UnicodeString& text) {
    std::string utf8;
    return text.toUTF8String(utf8);
}

icu::UnicodeString with_single_spaces(const icu::UnicodeString& text) {
    icu::UnicodeString result;
    bool after_space = false;
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        const UChar32 character = text.char32At(at);
        const bool space = u_isUWhiteSpace(character);
        if (!space) {
            result.append(character);
        } else if (!after_space) {
            result.append(static_cast<UChar32>(U' '));
        }
        after_space = space;
    }
    return result;
}

icu::UnicodeString lower_case_by_character(const icu::UnicodeString& text) {
    icu::UnicodeString result;
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        icu::UnicodeString character(text.char32At(at));
        result.append(character.toLower(icu::Locale::getRoot()));
    }
    return result;
}

// Length of the contraction at `at`; 0 for none.
std::int32_t contraction_length(const icu::UnicodeString& text, std::int32_t at) {
    static const std::array<icu::UnicodeString, 7> contractions = {u"'s", u"'t", u"'re", u"'ve", u"'m", u"'ll", u"'d"};
    for (const icu::UnicodeString& contraction : contractions) {
        if (text.compare(at, contraction.length(), contraction) == 0) return contraction.length();
    }
    return 0;
}

// End of the word that starts at `at`, which is no white space.
std::int32_t word_end(const icu::UnicodeString& text, std::int32_t at) {
    if (const std::int32_t length = contraction_length(text, at); length > 0) return at + length;
    const CharacterKind kind = kind_of(text.char32At(at));
    do {
        at = text.moveIndex32(at, 1);
    } while (kind != CharacterKind::number && at < text.length() && kind_of(text.char32At(at)) == kind);
    return at;
}

}  // namespace

std::string clip_normalised(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    const icu::UnicodeString source = decoded(text);
    const icu::UnicodeString composed = U_SUCCESS(status) ? nfc->normalize(source, status) : source;
    if (U_FAILURE(status)) {
        throw Error(std::string("text prompt: ICU can't normalise Unicode (") + u_errorName(status) +
                    "): check the ICU installation");
    }
    return encoded(lower_case_by_character(with_single_spaces(composed)));
}

std::string lower_case(std::string_view text) {
    return encoded(decoded(text).toLower(icu::Locale::getRoot()));
}

std::string single_spaced(std::string_view text) {
    return encoded(with_single_spaces(decoded(text)));
}

std::vector<std::string> clip_words(std::string_view utf8) {
    const icu::UnicodeString text = decoded(utf8);
    std::vector<std::string> words;
    for (std::int32_t at = 0; at < text.length();) {
        if (kind_of(text.char32At(at)) == CharacterKind::space) {
            at = text.moveIndex32(at, 1);
            continue;
        }
        const std::int32_t end = word_end(text, at);
        words.push_back(encoded(text.tempSubStringBetween(at, end)));
        at = end;
    }
    return words;
}

}  // namespace imis
