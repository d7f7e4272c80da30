#include <cstddef>

#include "imis/image/mask_encoding.hpp"

namespace imis {
namespace {

void append_number(std::string& text, std::int64_t number) {
    for (bool more = true; more;) {
        const auto group = static_cast<unsigned>(number & 0x1F);
        number >>= 5;
        // The last group's bit 4 is the sign: what is left must be nothing but copies of it.
        more = number != ((group & 0x10U) != 0 ? -1 : 0);
        text += static_cast<char>((more ? group | 0x20U : group) + 48);
    }
}

}  // namespace

std::vector<std::uint32_t> run_lengths(const Mask& mask) {
    std::vector<std::uint32_t> lengths;
    bool foreground = false;
    std::uint32_t length = 0;
    for (int x = 0; x < mask.size.width; ++x) {
        for (int y = 0; y < mask.size.height; ++y) {
            const auto pixel =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(mask.size.width) + static_cast<std::size_t>(x);
            if ((mask.pixels[pixel] != 0) != foreground) {
                lengths.push_back(length);
                length = 0;
                foreground = !foreground;
            }
            ++length;
        }
    }
    lengths.push_back(length);
    return lengths;
}

std::string compressed_run_lengths(std::span<const std::uint32_t> lengths) {
    std::string text;
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        const std::int64_t before = i > 2 ? lengths[i - 2] : 0;
        append_number(text, lengths[i] - before);
    }
    return text;
}

}  // namespace imis
