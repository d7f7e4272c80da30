#include "picture_file.hpp"

namespace imis::picture {

std::uint32_t ByteReader::number(std::size_t offset, std::size_t length) const {
    if (offset > bytes_.size() || bytes_.size() - offset < length) throw Malformed("truncated");
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < length; ++i) {
        const std::size_t from_front = big_endian_ ? i : length - 1 - i;
        value = (value << 8) | static_cast<std::uint32_t>(bytes_[offset + from_front]);
    }
    return value;
}

}  // namespace imis::picture
