#include "imis/base/npy.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <functional>
#include <limits>
#include <numeric>
#include <set>
#include <string_view>
#include <utility>

#include "imis/base/error.hpp"
#include "imis/base/files.hpp"

namespace imis {
namespace {

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::size_t header_limit = 65536;

// The header: a Python dictionary of these keys.
struct NpyHeader {
    std::string descr;  // NumPy's code of the element type, such as "<i8"
    bool fortran_order = false;
    std::vector<std::int64_t> shape;
};

// Parses the header, of Python's syntax the few things that numpy.lib.format writes: nothing but the three keys is
// taken, each once.
class HeaderParser {
public:
    HeaderParser(std::string_view text, const std::string& source) : text_(text), source_(source) {}

    NpyHeader parse() {
        NpyHeader header;
        std::set<std::string> keys;
        expect('{');
        while (!take('}')) {
            const std::string key = quoted();
            if (!keys.insert(key).second) fail("has the key '" + key + "' twice");
            expect(':');
            parse_value(key, header);
            if (!take(',') && peek() != '}') fail("lacks a comma");
        }
        if (keys.size() != 3) fail("lacks one of the keys descr, fortran_order and shape");
        if (peek() != '\0') fail("continues after its end");
        return header;
    }

private:
    void parse_value(const std::string& key, NpyHeader& header) {
        if (key == "descr") {
            if (peek() == '[')
                fail("describes records (a structured type), which are not supported; save a plain array");
            header.descr = quoted();
        } else if (key == "fortran_order") {
            header.fortran_order = boolean();
        } else if (key == "shape") {
            header.shape = tuple();
        } else {
            fail("has the unknown key '" + key + "'");
        }
    }

    std::vector<std::int64_t> tuple() {
        std::vector<std::int64_t> numbers;
        expect('(');
        while (!take(')')) {
            numbers.push_back(number());
            if (!take(',') && peek() != ')') fail("has a malformed shape");
        }
        return numbers;
    }

    std::int64_t number() {
        skip_blanks();
        std::int64_t value = 0;
        const char* const end = text_.data() + text_.size();
        const auto [behind, code] = std::from_chars(text_.data() + position_, end, value);
        if (code != std::errc{} || value < 0) fail("has a malformed shape");
        position_ = static_cast<std::size_t>(behind - text_.data());
        if (position_ < text_.size() && text_[position_] == 'L') ++position_;  // Python 2's long integers
        return value;
    }

    bool boolean() {
        skip_blanks();
        for (const bool value : {false, true}) {
            const std::string_view word = value ? "True" : "False";
            if (text_.substr(position_, word.size()) == word) {
                position_ += word.size();
                return value;
            }
        }
        fail("has a malformed fortran_order");
    }

    std::string quoted() {
        const char quote = peek();
        if (quote != '\'' && quote != '"') fail("is malformed: a quoted string is missing");
        const std::size_t begin = ++position_;
        const std::size_t end = text_.find(quote, begin);
        if (end == std::string_view::npos) fail("has an unclosed quotation mark");
        position_ = end + 1;
        return std::string(text_.substr(begin, end - begin));
    }

    void skip_blanks() {
        while (position_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[position_])) != 0) ++position_;
    }

    // The next character but blanks; NUL at the end.
    char peek() {
        skip_blanks();
        return position_ < text_.size() ? text_[position_] : '\0';
    }

    bool take(char wanted) {
        if (peek() != wanted) return false;
        ++position_;
        return true;
    }

    void expect(char wanted) {
        if (!take(wanted)) fail(std::string("is malformed: '") + wanted + "' is missing");
    }

    [[noreturn]] void fail(const std::string& what) const { throw ItemError(source_ + ": its .npy header " + what); }

    std::string_view text_;
    const std::string& source_;
    std::size_t position_ = 0;
};

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

// The header of a C-order array, padded so that the data begin at a multiple of 64 bytes.
std::string written_header(const std::string& descr, const std::vector<std::int64_t>& shape) {
    std::string sides;
    for (const std::int64_t side : shape) sides += std::to_string(side) + ", ";
    if (shape.size() > 1) sides.resize(sides.size() - 2);
    std::string fields = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + sides + "), }";
    constexpr std::size_t prefix = 10;
    fields.append(63 - (prefix + fields.size()) % 64, ' ');
    fields.push_back('\n');
    std::string header("\x93NUMPY\x01\x00", 8);
    header.push_back(static_cast<char>(fields.size() & 0xff));
    header.push_back(static_cast<char>(fields.size() >> 8));
    return header + fields;
}

}  // namespace

NpyArray parse_npy(std::vector<std::byte> file, std::string source) {
    const HeaderPosition position = find_header(file, source);
    const std::string_view text(reinterpret_cast<const char*>(file.data()) + position.begin, position.length);
    NpyHeader header = HeaderParser(text, source).parse();

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

std::string npy_content(const std::string& descr, const std::vector<std::int64_t>& shape,
                        std::span<const std::byte> data) {
    std::string bytes = written_header(descr, shape);
    bytes.append(reinterpret_cast<const char*>(data.data()), data.size());
    return bytes;
}

void write_npy(const std::filesystem::path& path, std::span<const float> values,
               const std::vector<std::int64_t>& shape) {
    const auto count = std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
    if (count != static_cast<std::int64_t>(values.size())) {
        throw Error(path.string() + ": cannot be written: its shape doesn't match the number of values");
    }
    write_file_atomically(path, std::string_view(npy_content("<f4", shape, std::as_bytes(values))));
}

}  // namespace imis
