// SHA-256 checksums (FIPS 180-4), to tell files and settings apart in bundles and results.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace imis {

// The checksum of some bytes, as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::span<const std::byte> bytes);
[[nodiscard]] std::string sha256_hex(std::string_view text);

// The checksum of a file's content, read in pieces, so that large files need no memory. Throws Error naming the file
// where it can't be read.
[[nodiscard]] std::string sha256_file(const std::filesystem::path& path);

}  // namespace imis
