// The elements of an .npy array as numbers and text of this program.
#include <bit>
#include <cmath>
#include <limits>

#include "imis/base/error.hpp"
#include "imis/base/npy.hpp"

namespace imis {
namespace {

// The bits of the element at a byte offset, in the low end.
std::uint64_t bits_at(const NpyArray& array, std::size_t offset, std::size_t length) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < length; ++i) {
        const std::size_t from_high = array.big_endian ? i : length - 1 - i;
        bits = (bits << 8) | static_cast<std::uint64_t>(array.data[offset + from_high]);
    }
    return bits;
}

std::int64_t sign_extended(std::uint64_t bits, std::size_t bytes) {
    const auto unused = static_cast<int>(64 - 8 * bytes);
    return static_cast<std::int64_t>(bits << unused) >> unused;
}

// IEEE 754 binary16: 1 bit sign, 5 exponent, 10 fraction.
double from_half(std::uint64_t bits) {
    const double sign = (bits & 0x8000) != 0 ? -1.0 : 1.0;
    const auto exponent = static_cast<int>((bits >> 10) & 0x1F);
    const auto fraction = static_cast<double>(bits & 0x3FF);
    if (exponent == 31) {
        return fraction == 0 ? sign * std::numeric_limits<double>::infinity()
                             : std::numeric_limits<double>::quiet_NaN();
    }
    if (exponent == 0) return sign * std::ldexp(fraction, -24);
    return sign * std::ldexp(1024.0 + fraction, exponent - 25);
}

double to_double(const NpyArray& array, std::size_t offset) {
    const std::uint64_t bits = bits_at(array, offset, array.item_bytes);
    switch (array.type) {
        case NpyType::boolean:
            return bits != 0 ? 1.0 : 0.0;
        case NpyType::signed_integer:
            return static_cast<double>(sign_extended(bits, array.item_bytes));
        case NpyType::unsigned_integer:
            return static_cast<double>(bits);
        case NpyType::floating:
            if (array.item_bytes == 2) return from_half(bits);
            if (array.item_bytes == 4) return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
            return std::bit_cast<double>(bits);
        case NpyType::bytes:
        case NpyType::text:
            break;
    }
    throw ItemError(array.source + ": has strings where numbers are expected");
}

std::int64_t to_integer(const NpyArray& array, std::size_t offset) {
    const std::uint64_t bits = bits_at(array, offset, array.item_bytes);
    if (array.type == NpyType::signed_integer) return sign_extended(bits, array.item_bytes);
    if (bits > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        throw ItemError(array.source + ": has a number beyond the range of signed 64-bit integers");
    }
    return static_cast<std::int64_t>(bits);
}

// Calls visit(byte offset) for each element in C order.
template <typename Visit>
void for_each_element(const NpyArray& array, const Visit& visit) {
    if (!array.fortran_order || array.shape.size() < 2) {
        for (std::size_t i = 0; i < array.size(); ++i) visit(i * array.item_bytes);
        return;
    }
    // Counts through the indices, the last one fastest, and keeps the element's place in the file along the way.
    std::vector<std::size_t> strides(array.shape.size(), array.item_bytes);
    for (std::size_t axis = 1; axis < strides.size(); ++axis) {
        strides[axis] = strides[axis - 1] * static_cast<std::size_t>(array.shape[axis - 1]);
    }
    std::vector<std::int64_t> index(array.shape.size(), 0);
    std::size_t offset = 0;
    for (std::size_t i = 0; i < array.size(); ++i) {
        visit(offset);
        for (std::size_t axis = index.size(); axis-- > 0;) {
            offset += strides[axis];
            if (++index[axis] < array.shape[axis]) break;
            offset -= strides[axis] * static_cast<std::size_t>(array.shape[axis]);
            index[axis] = 0;
        }
    }
}

}  // namespace

std::vector<std::int64_t> to_integers(const NpyArray& array) {
    if (array.type != NpyType::boolean && array.type != NpyType::signed_integer &&
        array.type != NpyType::unsigned_integer) {
        throw ItemError(array.source + ": must have whole numbers");
    }
    std::vector<std::int64_t> integers;
    integers.reserve(array.size());
    for_each_element(array, [&](std::size_t offset) { integers.push_back(to_integer(array, offset)); });
    return integers;
}

std::vector<double> to_numbers(const NpyArray& array) {
    if (array.type == NpyType::bytes || array.type == NpyType::text) {
        throw ItemError(array.source + ": has strings where numbers are expected");
    }
    std::vector<double> numbers;
    numbers.reserve(array.size());
    for_each_element(array, [&](std::size_t offset) { numbers.push_back(to_double(array, offset)); });
    return numbers;
}

std::string to_ascii(const NpyArray& array) {
    if ((array.type != NpyType::bytes && array.type != NpyType::text) || array.size() != 1) {
        throw ItemError(array.source + ": must be a single string");
    }
    const std::size_t character_bytes = array.type == NpyType::text ? 4 : 1;
    std::string text;
    for (std::size_t offset = 0; offset < array.data.size(); offset += character_bytes) {
        const std::uint64_t character = bits_at(array, offset, character_bytes);
        if (character == 0) break;  // shorter strings are padded with zeros
        if (character > 0x7E || character < 0x20) throw ItemError(array.source + ": has a character beyond ASCII");
        text += static_cast<char>(character);
    }
    return text;
}

}  // namespace imis
