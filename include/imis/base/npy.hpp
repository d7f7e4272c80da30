// NumPy's .npy files, one array each (numpy.lib.format, versions 1.0 to 3.0).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace imis {

enum class NpyType { boolean, signed_integer, unsigned_integer, floating, bytes, text };

// An array as the file stores it: of booleans, integers (1, 2, 4, 8 bytes), floats (2, 4, 8 bytes) or strings (bytes:
// 'S', text: 'U', 4 bytes a character).
struct NpyArray {
    std::string source;  // file, and name within an archive, for messages
    NpyType type = NpyType::boolean;
    std::size_t item_bytes = 1;
    bool big_endian = false;
    bool fortran_order = false;  // the first index runs fastest, not the last
    std::vector<std::int64_t> shape;
    std::vector<std::byte> data;

    [[nodiscard]] std::size_t size() const { return item_bytes == 0 ? 1 : data.size() / item_bytes; }
};

// Parses the content of an .npy file; source stands for it in messages. Bytes after the array are ignored, as NumPy
// does. Throws ItemError where the file is not .npy, truncated, malformed, or has objects or records.
[[nodiscard]] NpyArray parse_npy(std::vector<std::byte> file, std::string source);

// Reads an .npy file. Throws ItemError.
[[nodiscard]] NpyArray read_npy(const std::filesystem::path& path);

// The elements as int64 in C order (the last index runs fastest). Throws ItemError for floats, strings and numbers that
// don't fit.
[[nodiscard]] std::vector<std::int64_t> to_integers(const NpyArray& array);

// The elements as double in C order; 64-bit integers beyond 2^53 are rounded. Throws ItemError for strings.
[[nodiscard]] std::vector<double> to_numbers(const NpyArray& array);

// The one string of an array of a single string. Throws ItemError for others and for characters beyond ASCII.
[[nodiscard]] std::string to_ascii(const NpyArray& array);

// The content of an .npy file (numpy.lib.format, version 1.0) of elements in C order. descr is their type in NumPy's
// words for this machine's byte order ("<i4", "|u1", "|S3"), data are their bytes. The number of bytes is not checked
// against the shape.
[[nodiscard]] std::string npy_content(const std::string& descr, const std::vector<std::int64_t>& shape,
                                      std::span<const std::byte> data);

// Writes float32 values in C order (numpy.lib.format, version 1.0). Throws Error naming the file where it can't be
// written or the shape doesn't match the number of values.
void write_npy(const std::filesystem::path& path, std::span<const float> values,
               const std::vector<std::int64_t>& shape);

}  // namespace imis
