#include "imis/base/npy.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string_view>
#include <utility>

#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "npy_header.hpp"

namespace imis {
namespace {

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::size_t header_limit = 65536;

struct HeaderPosition {
    std::size_t begin = 0;
    std::size_t length = 0;
};

// magic, major and minor version, then the header's length in 2 bytes (version 1) or 4 (versions 2 and 3).
HeaderPosition find_header(const std::vector<std::byte>& file, const std::string& source) {
    const auto byte_at = [&](std::size_t i) { return static_cast<std::size_t>(file[i]); };
    if (file.size() < magic.size() + 4 ||
        !std::equal(magic.begin(), magic.end(), file.begin(),
                    [](char wanted, std::byte found) { return static_cast<std::byte>(wanted) == found; })) {
        throw ItemError(source + ": is not an .npy file");
    }
    const std::size_t version = byte_at(magic.size());
    if (version < 1 || version > 3) {
        throw ItemError(source + ": has .npy version " + std::to_string(version) + "; versions 1 to 3 can be read");
    }
    const std::size_t length_bytes = version == 1 ? 2 : 4;
    HeaderPosition header;
    header.begin = magic.size() + 2 + length_bytes;
    if (file.size() < header.begin) throw ItemError(source + ": is truncated");
    for (std::size_t i = 0; i < length_bytes; ++i) header.length |= byte_at(magic.size() + 2 + i) << (8 * i);
    if (header.length > header_limit) throw ItemError(source + ": its .npy header is absurdly long");
    if (file.size() - header.begin < header.length) throw ItemError(source + ": is truncated");
    return header;
}

[[noreturn]] void refuse_type(const NpyArray& array, const std::string& descr) {
    throw ItemError(array.source + ": the element type '" + descr +
                    "' is not supported; save booleans, integers, floats or strings");
}

// descr: byte order ('<', '>', '=' or '|'), kind, size.
void set_type(NpyArray& array, const std::string& descr) {
    static constexpr std::array<std::pair<char, NpyType>, 6> kinds = {{{'b', NpyType::boolean},
                                                                       {'i', NpyType::signed_integer},
                                                                       {'u', NpyType::unsigned_integer},
                                                                       {'f', NpyType::floating},
                                                                       {'S', NpyType::bytes},
                                                                       {'U', NpyType::text}}};
    if (descr.size() < 3 || std::string_view("<>=|").find(descr[0]) == std::string_view::npos)
        refuse_type(array, descr);
    const auto kind =
        std::find_if(kinds.begin(), kinds.end(), [&](const auto& pair) { return pair.first == descr[1]; });
    std::size_t size = 0;
    const auto [end, code] = std::from_chars(descr.data() + 2, descr.data() + descr.size(), size);
    if (kind == kinds.end() || code != std::errc{} || end != descr.data() + descr.size() || size > header_limit) {
        refuse_type(array, descr);
    }
    array.type = kind->second;
    array.big_endian = descr[0] == '>';
    array.item_bytes = array.type == NpyType::text ? 4 * size : size;

    const bool is_string = array.type == NpyType::bytes || array.type == NpyType::text;
    const bool is_power = size == 1 || size == 2 || size == 4 || size == 8;
    const bool is_half_or_more = array.type != NpyType::floating || size >= 2;
    const bool is_bool_size = array.type != NpyType::boolean || size == 1;
    if (!is_string && !(is_power && is_half_or_more && is_bool_size)) refuse_type(array, descr);
}

// The bytes that the elements take, checked against overflow.
std::size_t data_bytes(const NpyArray& array) {
    std::size_t total = array.item_bytes;
    for (const std::int64_t length : array.shape) {
        const auto factor = static_cast<std::size_t>(length);
        if (factor != 0 && total > std::numeric_limits<std::size_t>::max() / factor) {
            throw ItemError(array.source + ": its shape is absurdly large");
        }
        total *= factor;
    }
    return total;
}

}  // namespace

NpyArray parse_npy(std::vector<std::byte> file, std::string source) {
    const HeaderPosition position = find_header(file, source);
    const std::string_view text(reinterpret_cast<const char*>(file.data()) + position.begin, position.length);
    NpyHeader header = parse_npy_header(text, source);

    NpyArray array;
    array.source = std::move(source);
    array.fortran_order = header.fortran_order;
    array.shape = std::move(header.shape);
    set_type(array, header.descr);
    const std::size_t wanted = data_bytes(array);
    const std::size_t begin = position.begin + position.length;
    if (file.size() - begin < wanted) {
        throw ItemError(array.source + ": is truncated: " + std::to_string(file.size() - begin) + " bytes of data, " +
                        std::to_string(wanted) + " by its shape and type");
    }
    file.erase(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(begin));
    file.resize(wanted);
    array.data = std::move(file);
    return array;
}

NpyArray read_npy(const std::filesystem::path& path) {
    std::vector<std::byte> file;
    try {
        file = read_file(path);
    } catch (const Error& error) {
        throw ItemError(error.what());
    }
    return parse_npy(std::move(file), path.string());
}

}  // namespace imis
