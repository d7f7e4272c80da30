#include "imis/base/base64.hpp"

#include <algorithm>

#include <openssl/evp.h>

namespace imis {

std::string base64(std::span<const std::byte> bytes) {
    // The function counts in int, so that long data goes in parts; all but the last are whole groups of three bytes.
    constexpr std::size_t part_size = 3U << 20;
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    while (!bytes.empty()) {
        const auto part = bytes.first(std::min(part_size, bytes.size()));
        std::string encoded((part.size() + 2) / 3 * 4 + 1, '\0');  // it ends what it writes with a zero
        const int length =
            EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                            reinterpret_cast<const unsigned char*>(part.data()), static_cast<int>(part.size()));
        text.append(encoded, 0, static_cast<std::size_t>(length));
        bytes = bytes.subspan(part.size());
    }
    return text;
}

}  // namespace imis
