// PNG: a signature, then chunks of length, type, data and CRC-32 (W3C Portable Network Graphics specification, section
// 5).
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "picture_file.hpp"

namespace imis::picture {
namespace {

constexpr std::array<std::uint8_t, 8> signature = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr std::size_t chunk_overhead = 12;  // length, type and CRC

std::array<std::uint32_t, 256> make_crc_table() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) value = (value & 1) != 0 ? 0xEDB88320U ^ (value >> 1) : value >> 1;
        table[i] = value;
    }
    return table;
}

std::uint32_t crc32(Bytes bytes) {
    static const std::array<std::uint32_t, 256> table = make_crc_table();
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const std::byte byte : bytes) crc = table[(crc ^ static_cast<std::uint8_t>(byte)) & 0xFF] ^ (crc >> 8);
    return ~crc;
}

bool makes_pixels(std::string_view type) {
    return type == "IHDR" || type == "PLTE" || type == "IDAT" || type == "IEND";
}

}  // namespace

bool is_png(Bytes file) {
    return file.size() >= signature.size() &&
           std::equal(signature.begin(), signature.end(), file.begin(),
                      [](std::uint8_t wanted, std::byte found) { return wanted == static_cast<std::uint8_t>(found); });
}

Dimensions png_dimensions(Bytes file) {
    const ByteReader reader(file, true);
    if (reader.u32(signature.size() + 4) != 0x49484452U) throw Malformed("corrupt PNG: it does not start with IHDR");
    return {reader.u32(16), reader.u32(20)};
}

int png_bits(Bytes file) {
    return ByteReader(file, true).u8(24);
}

bool is_png_grey_with_alpha(Bytes file) {
    constexpr std::uint8_t grey_with_alpha = 4;
    return ByteReader(file, true).u8(25) == grey_with_alpha;
}

std::vector<std::byte> checked_png_pixels(Bytes file) {
    const ByteReader reader(file, true);
    std::vector<std::byte> pixels(file.begin(), file.begin() + signature.size());
    for (std::size_t offset = signature.size();;) {
        if (file.size() - offset < chunk_overhead) throw Malformed("truncated PNG: the end chunk (IEND) is missing");
        const std::size_t length = reader.u32(offset);
        if (length > file.size() - offset - chunk_overhead) {
            throw Malformed("truncated PNG: a chunk is longer than the rest of the file");
        }
        const Bytes chunk = file.subspan(offset, length + chunk_overhead);
        const std::string_view type(reinterpret_cast<const char*>(chunk.data()) + 4, 4);
        if (makes_pixels(type)) {
            if (crc32(chunk.subspan(4, length + 4)) != reader.u32(offset + 8 + length)) {
                throw Malformed("corrupt PNG: wrong checksum in chunk " + std::string(type));
            }
            pixels.insert(pixels.end(), chunk.begin(), chunk.end());
        }
        if (type == "IEND") return pixels;
        offset += chunk.size();
    }
}

}  // namespace imis::picture
