// Base64, in which pictures are embedded in a page.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace imis {

// RFC 4648, section 4: with padding, without line breaks.
[[nodiscard]] std::string base64(std::span<const std::byte> bytes);

}  // namespace imis
