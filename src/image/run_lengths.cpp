#include <cstddef>
#include <limits>
#include <string>

#include "imis/base/error.hpp"
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

// The number whose groups begin at a position, which moves behind them.
std::int64_t take_number(std::string_view text, std::size_t& position) {
    constexpr unsigned most_shift = 35;
    std::uint64_t number = 0;
    for (unsigned shift = 0; position < text.size() && shift <= most_shift; shift += 5) {
        const unsigned group = static_cast<unsigned char>(text[position++]) - 48U;
        if (group > 0x3F) throw Error("the compressed run lengths have a character that none of them can have");
        number |= static_cast<std::uint64_t>(group & 0x1F) << shift;
        if ((group & 0x20) != 0) continue;
        if ((group & 0x10) != 0) number |= ~std::uint64_t{0} << (shift + 5);  // the sign
        return static_cast<std::int64_t>(number);
    }
    throw Error("the compressed run lengths end within a number, or have one that is too large");
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

Mask mask_of_run_lengths(Size size, std::span<const std::uint32_t> lengths) {
    std::uint64_t sum = 0;
    for (const std::uint32_t length : lengths) sum += length;
    if (sum != static_cast<std::uint64_t>(size.area())) {
        throw Error("the run lengths have " + std::to_string(sum) + " pixels, not those of " + to_string(size));
    }
    Mask mask = Mask::zeros(size);
    std::size_t counted = 0;  // pixels, column after column
    for (std::size_t run = 0; run < lengths.size(); ++run) {
        const std::size_t end = counted + lengths[run];
        if (run % 2 == 0) counted = end;
        for (; counted < end; ++counted) {
            const std::size_t x = counted / static_cast<std::size_t>(size.height);
            const std::size_t y = counted % static_cast<std::size_t>(size.height);
            mask.pixels[y * static_cast<std::size_t>(size.width) + x] = 1;
        }
    }
    return mask;
}

std::vector<std::uint32_t> decompressed_run_lengths(std::string_view text) {
    std::vector<std::uint32_t> lengths;
    for (std::size_t position = 0; position < text.size();) {
        const std::int64_t before = lengths.size() > 2 ? lengths[lengths.size() - 2] : 0;
        const std::int64_t length = take_number(text, position) + before;
        if (length < 0 || length > std::numeric_limits<std::uint32_t>::max()) {
            throw Error("the compressed run lengths have a run of " + std::to_string(length) + " pixels");
        }
        lengths.push_back(static_cast<std::uint32_t>(length));
    }
    return lengths;
}

}  // namespace imis
