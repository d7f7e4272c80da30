// What a picture file says about itself, read without decoding its pixels. Decoders silently fill in what truncated
// files lack, print to stderr, or allocate whatever the header asks for, so files are checked here first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <vector>

namespace imis::picture {

using Bytes = std::span<const std::byte>;

// The file is not what it should be; the message lacks the path, which the caller adds.
class Malformed : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// As in the header, not yet checked against any limit.
struct Dimensions {
    std::int64_t width = 0;
    std::int64_t height = 0;
    bool operator==(const Dimensions&) const = default;
};

// Reads whole numbers at byte offsets; throws Malformed ("truncated ...") outside the file.
class ByteReader {
public:
    ByteReader(Bytes bytes, bool big_endian) : bytes_(bytes), big_endian_(big_endian) {}

    [[nodiscard]] std::uint8_t u8(std::size_t offset) const { return static_cast<std::uint8_t>(number(offset, 1)); }
    [[nodiscard]] std::uint16_t u16(std::size_t offset) const { return static_cast<std::uint16_t>(number(offset, 2)); }
    [[nodiscard]] std::uint32_t u32(std::size_t offset) const { return number(offset, 4); }
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }

private:
    [[nodiscard]] std::uint32_t number(std::size_t offset, std::size_t length) const;

    Bytes bytes_;
    bool big_endian_;
};

[[nodiscard]] bool is_png(Bytes file);
[[nodiscard]] bool is_jpeg(Bytes file);
[[nodiscard]] bool is_bmp(Bytes file);
[[nodiscard]] bool is_tiff(Bytes file);

// The dimensions from the header of a file of that kind. Throws Malformed.
[[nodiscard]] Dimensions png_dimensions(Bytes file);
[[nodiscard]] Dimensions jpeg_dimensions(Bytes file);
[[nodiscard]] Dimensions bmp_dimensions(Bytes file);
[[nodiscard]] Dimensions tiff_dimensions(Bytes file);

// Bits of a sample, from the header; 8 for the other kinds. Throws Malformed.
[[nodiscard]] int png_bits(Bytes file);
[[nodiscard]] int tiff_bits(Bytes file);

// Whether a PNG is grey with transparency, which OpenCV takes for colour. Throws Malformed.
[[nodiscard]] bool is_png_grey_with_alpha(Bytes file);

// Where the directories of a TIFF's pages lie that make slices of a volume: all pages but reduced copies of others; the
// first page alone where sizes differ or the chain of pages is damaged.
[[nodiscard]] std::vector<std::uint32_t> tiff_slices(Bytes file);

// Makes the page whose directory lies there the first one, which decoders read.
void put_tiff_page_first(std::span<std::byte> file, std::uint32_t directory);

// Makes decoders leave the colours of a TIFF's first page as they are stored where it has transparency. Throws
// Malformed.
void forbid_tiff_blending(std::span<std::byte> file);

// Which values pixels may have.
enum class Samples {
    whole,  // unsigned whole numbers of up to 16 bits
    any,    // signed and floating-point numbers too
};

// Throws Malformed where the file is truncated or, as far as its checksums tell, corrupt; a TIFF also where the first
// page has other values than those asked for.
void check_jpeg(Bytes file);
void check_bmp(Bytes file);
void check_tiff(Bytes file, Samples samples);

// Checks all chunks of a PNG and returns the file with only those that make its pixels: without transparency, gamma,
// colour profiles and text, which are ignored here and which decoders warn about.
[[nodiscard]] std::vector<std::byte> checked_png_pixels(Bytes file);

// Checks a file of any kind as far as that goes without decoding it, and makes it ready for OpenCV. Throws Malformed.
[[nodiscard]] std::vector<std::byte> checked_file(std::vector<std::byte> file, Samples samples);

}  // namespace imis::picture
