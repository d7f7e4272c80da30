// BMP: a 14-byte file header, then an information header whose first field is its own size.
#include <cstdlib>

#include "picture_file.hpp"

namespace imis::picture {
namespace {

constexpr std::size_t information_header = 14;
constexpr std::uint32_t os2_header_size = 12;  // the old header, with 16-bit dimensions

// Offsets of the fields and their meaning differ for the old header only.
struct Header {
    Dimensions dimensions;
    std::uint16_t bits_per_pixel = 0;
    std::uint32_t compression = 0;
    std::uint32_t pixels_offset = 0;
};

Header read_header(Bytes file) {
    const ByteReader reader(file, false);
    Header header;
    header.pixels_offset = reader.u32(10);
    if (reader.u32(information_header) == os2_header_size) {
        header.dimensions = {reader.u16(18), reader.u16(20)};
        header.bits_per_pixel = reader.u16(24);
    } else {
        // A negative height means rows from top to bottom.
        header.dimensions = {static_cast<std::int32_t>(reader.u32(18)),
                             std::abs(std::int64_t{static_cast<std::int32_t>(reader.u32(22))})};
        header.bits_per_pixel = reader.u16(28);
        header.compression = reader.u32(30);
    }
    return header;
}

}  // namespace

bool is_bmp(Bytes file) {
    return file.size() >= 2 && file[0] == std::byte{'B'} && file[1] == std::byte{'M'};
}

Dimensions bmp_dimensions(Bytes file) {
    return read_header(file).dimensions;
}

void check_bmp(Bytes file) {
    const Header header = read_header(file);
    constexpr std::uint32_t run_length_8 = 1;
    constexpr std::uint32_t run_length_4 = 2;
    if (header.compression == run_length_8 || header.compression == run_length_4) return;  // their length is unknown
    const std::int64_t row_bytes = (header.dimensions.width * header.bits_per_pixel + 31) / 32 * 4;
    if (static_cast<std::int64_t>(file.size()) < header.pixels_offset + row_bytes * header.dimensions.height) {
        throw Malformed("truncated BMP: fewer pixels than its header says");
    }
}

}  // namespace imis::picture
