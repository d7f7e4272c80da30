// TIFF 6.0: a header, then a directory of tagged fields for each page, which point at strips or tiles of pixels.
#include <algorithm>
#include <optional>
#include <string>

#include "picture_file.hpp"

namespace imis::picture {
namespace {

enum Tag : std::uint16_t {
    new_subfile_type = 254,
    image_width = 256,
    image_length = 257,
    bits_per_sample = 258,
    strip_offsets = 273,
    strip_byte_counts = 279,
    tile_offsets = 324,
    tile_byte_counts = 325,
    extra_samples = 338,
    sample_format = 339,
};

constexpr std::size_t entry_size = 12;
constexpr std::uint16_t type_short = 3;
constexpr std::uint16_t type_long = 4;

constexpr std::size_t first_page = 4;  // where the header points at it

bool is_big_endian(Bytes file) {
    return file[0] == std::byte{'M'};
}

void put_number(std::span<std::byte> file, std::size_t at, std::size_t bytes, std::uint32_t number) {
    for (std::size_t i = 0; i < bytes; ++i) {
        const std::size_t from_back = is_big_endian(file) ? bytes - 1 - i : i;
        file[at + i] = static_cast<std::byte>(number >> (8 * from_back));
    }
}

// The fields of a page's directory that hold 16 or 32-bit whole numbers.
class Directory {
public:
    // The first one.
    explicit Directory(Bytes file) : reader_(file, is_big_endian(file)) {
        if (reader_.u16(2) != 42) throw Malformed("BigTIFF is not supported; save the image as PNG");
        go_to(reader_.u32(first_page));
    }

    // Goes on to the next page; false where there is none.
    bool next() {
        const std::uint32_t start = reader_.u32(start_ + 2 + count_ * entry_size);
        if (start == 0) return false;
        go_to(start);
        return true;
    }

    // Where it lies in the file.
    [[nodiscard]] std::uint32_t start() const { return static_cast<std::uint32_t>(start_); }

    [[nodiscard]] Dimensions dimensions() const { return {value(image_width, 0), value(image_length, 0)}; }

    // A thumbnail or a step of a pyramid.
    [[nodiscard]] bool is_reduced() const { return length(new_subfile_type) && (value(new_subfile_type, 0) & 1U) != 0; }

    [[nodiscard]] std::size_t file_size() const { return reader_.size(); }

    // How many numbers a field has; nothing where it is absent.
    [[nodiscard]] std::optional<std::uint32_t> length(Tag tag) const {
        const std::optional<std::size_t> entry = find(tag);
        if (!entry) return std::nullopt;
        return reader_.u32(*entry + 4);
    }

    // One number of a field that is present.
    [[nodiscard]] std::uint32_t value(Tag tag, std::uint32_t index) const {
        const Place at = place(tag, index);
        return at.bytes == 2 ? reader_.u16(at.offset) : reader_.u32(at.offset);
    }

    // Where such a number lies in the file, and how long it is.
    struct Place {
        std::size_t offset = 0;
        std::size_t bytes = 0;
    };
    [[nodiscard]] Place place(Tag tag, std::uint32_t index) const {
        const std::optional<std::size_t> entry = find(tag);
        if (!entry) throw Malformed("corrupt TIFF: a field is missing");
        const std::uint16_t type = reader_.u16(*entry + 2);
        if (type != type_short && type != type_long) throw Malformed("corrupt TIFF: a field has the wrong type");
        const std::size_t size = type == type_short ? 2 : 4;
        const std::size_t total = size * reader_.u32(*entry + 4);
        const std::size_t values =
            total <= 4 ? *entry + 8 : reader_.u32(*entry + 8);  // short values lie in the entry itself
        return {values + size * index, size};
    }

private:
    void go_to(std::size_t start) {
        start_ = start;
        count_ = reader_.u16(start_);
    }

    [[nodiscard]] std::optional<std::size_t> find(Tag tag) const {
        for (std::size_t i = 0; i < count_; ++i) {
            const std::size_t entry = start_ + 2 + i * entry_size;
            if (reader_.u16(entry) == tag) return entry;
        }
        return std::nullopt;
    }

    ByteReader reader_;
    std::size_t start_ = 0;
    std::size_t count_ = 0;
};

// All pieces (strips or tiles) must lie within the file.
void check_pieces(const Directory& directory, Tag offsets, Tag byte_counts) {
    const std::uint32_t count = directory.length(offsets).value_or(0);
    if (directory.length(byte_counts) != count) throw Malformed("corrupt TIFF: the tables of its pixels do not agree");
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint64_t end = std::uint64_t{directory.value(offsets, i)} + directory.value(byte_counts, i);
        if (end > directory.file_size()) throw Malformed("truncated TIFF: pixels lie beyond the end of the file");
    }
}

// What OpenCV can decode; on others it would fail, and say so on stderr.
bool are_decodable(std::uint32_t format, std::uint32_t bits) {
    constexpr std::uint32_t unsigned_integer = 1;
    constexpr std::uint32_t signed_integer = 2;
    constexpr std::uint32_t floating_point = 3;
    switch (format) {
        case unsigned_integer:
            return bits == 1 || bits == 8 || bits == 10 || bits == 12 || bits == 14 || bits == 16;
        case signed_integer:
            return bits == 8 || bits == 16 || bits == 32;
        case floating_point:
            return bits == 32 || bits == 64;
        default:
            return false;
    }
}

void check_samples(const Directory& directory, Samples samples) {
    const std::uint32_t format = directory.length(sample_format) ? directory.value(sample_format, 0) : 1;
    const std::uint32_t bits = directory.length(bits_per_sample) ? directory.value(bits_per_sample, 0) : 1;
    if (samples == Samples::whole && (format != 1 || bits > 16)) {
        throw Malformed("has values other than whole numbers of up to 16 bits; save it as 8-bit PNG");
    }
    if (!are_decodable(format, bits)) {
        throw Malformed("has values of " + std::to_string(bits) +
                        " bits of a kind that cannot be decoded; save it as 8-bit PNG");
    }
}

}  // namespace

bool is_tiff(Bytes file) {
    if (file.size() < 8 || file[0] != file[1]) return false;
    if (file[0] != std::byte{'I'} && file[0] != std::byte{'M'}) return false;
    const std::uint16_t version = ByteReader(file, is_big_endian(file)).u16(2);
    return version == 42 || version == 43;
}

Dimensions tiff_dimensions(Bytes file) {
    return Directory(file).dimensions();
}

int tiff_bits(Bytes file) {
    const Directory directory(file);
    return directory.length(bits_per_sample) ? static_cast<int>(directory.value(bits_per_sample, 0)) : 1;
}

std::vector<std::uint32_t> tiff_slices(Bytes file) {
    constexpr std::size_t most_pages = 65536;  // more are pages that point at each other
    Directory directory(file);
    const std::vector<std::uint32_t> first = {directory.start()};
    std::vector<std::uint32_t> slices;
    std::optional<Dimensions> size;
    try {
        for (std::size_t page = 0; page < most_pages; ++page) {
            if (!directory.is_reduced()) {
                if (size && *size != directory.dimensions()) return first;
                size = directory.dimensions();
                slices.push_back(directory.start());
            }
            if (!directory.next()) return slices.empty() ? first : slices;
        }
    } catch (const Malformed&) {  // the first page may be whole
    }
    return first;
}

void put_tiff_page_first(std::span<std::byte> file, std::uint32_t directory) {
    put_number(file, first_page, 4, directory);
}

void forbid_tiff_blending(std::span<std::byte> file) {
    constexpr std::uint32_t already_blended = 1;
    const Directory directory(file);
    const std::uint32_t count = directory.length(extra_samples).value_or(0);
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto [offset, bytes] = directory.place(extra_samples, i);
        if (directory.value(extra_samples, i) > already_blended) put_number(file, offset, bytes, already_blended);
    }
}

void check_tiff(Bytes file, Samples samples) {
    const Directory directory(file);
    check_samples(directory, samples);
    if (directory.length(tile_offsets)) {
        check_pieces(directory, tile_offsets, tile_byte_counts);
    } else if (directory.length(strip_offsets)) {
        check_pieces(directory, strip_offsets, strip_byte_counts);
    } else {
        throw Malformed("corrupt TIFF: it has no pixels");
    }
}

}  // namespace imis::picture
