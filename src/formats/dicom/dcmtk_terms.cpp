#include "dcmtk_terms.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <dcmtk/oflog/oflog.h>

#include "imis/base/error.hpp"

namespace imis {
namespace {

constexpr std::size_t decimal_characters = 16;
constexpr int long_string_characters = 64;

// How many bytes a character has, by its first one; 0 where no character starts so.
std::size_t character_bytes(unsigned char first) {
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0) return 2;
    if (first >= 0xE0 && first < 0xF0) return 3;
    return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

// Surrogates and overlong forms pass: terminals and file systems do not make them.
bool is_character(std::string_view bytes, std::size_t length) {
    return length != 0 && bytes.size() >= length &&
           std::all_of(bytes.begin() + 1, bytes.begin() + static_cast<std::ptrdiff_t>(length),
                       [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; });
}

bool is_forbidden(char character) {
    const auto code = static_cast<unsigned char>(character);
    return code < 0x20 || code == 0x7F || character == '\\';
}

std::string_view without_blanks(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

void silence_dcmtk() {
    static const bool silenced = (OFLog::configure(OFLogger::OFF_LOG_LEVEL), true);
    static_cast<void>(silenced);
}

void require(const OFCondition& result, const std::filesystem::path& file, std::string_view step) {
    if (result.good()) return;
    throw Error(file.string() + ": " + std::string(step) + ": " + result.text() + "; write .nii.gz instead");
}

std::string dicom_decimal(double number) {
    std::array<char, 32> text{};
    for (int digits = 16; digits > 0; --digits) {
        const auto result =
            std::to_chars(text.begin(), text.end(), number + 0.0, std::chars_format::general, digits);  // no "-0"
        const std::string_view written(text.data(), static_cast<std::size_t>(result.ptr - text.data()));
        if (written.size() <= decimal_characters) return std::string(written);
    }
    return "0";
}

std::string dicom_long_string(std::string_view text) {
    std::string clean;
    int characters = 0;
    while (!text.empty() && characters < long_string_characters) {
        const std::size_t length = character_bytes(static_cast<unsigned char>(text.front()));
        const bool valid = is_character(text, length);
        if (valid) {
            clean += is_forbidden(text.front()) ? std::string_view(" ") : text.substr(0, length);
            ++characters;
        }
        text.remove_prefix(valid ? length : 1);
    }
    return std::string(without_blanks(clean));
}

}  // namespace imis
