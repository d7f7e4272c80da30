// Picture files: reading PNG, JPEG, BMP and TIFF, writing masks, images and label maps as PNG, and JPEG in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "imis/image/image.hpp"

namespace imis {

// Reads a PNG, JPEG, BMP or TIFF file (told by its first bytes, not its name) as 8-bit RGB:
// - grey is repeated in the three channels, a palette is looked up, CMYK is converted;
// - an alpha channel or a transparent colour is dropped, the colours below it stay as stored (no blending);
// - 16 bits a channel become 8 by the high byte (value >> 8);
// - an EXIF orientation, gamma and colour profiles are ignored; a TIFF's own orientation is followed, and where its
//   zero is white, 8-bit values are inverted;
// - of several pages the first is read.
// Throws ItemError naming the file where it is missing, no such picture, truncated, corrupt or too large.
[[nodiscard]] Image read_image(const std::filesystem::path& path);

// What the header of such a file says about what read_image leaves out.
struct PictureHeader {
    int bits = 8;   // of a channel as stored
    int pages = 1;  // of a TIFF, without reduced copies; 1 where their sizes differ
};

// Throws ItemError naming the file where it can't be read. For damaged files it may report less than there is.
[[nodiscard]] PictureHeader read_picture_header(const std::filesystem::path& path);

// The pixels of such a file that have any value but 0 in any channel, in their full depth: labels of 1 to 255 in 16
// bits would be black in 8. An alpha channel does not count. Throws as read_image.
[[nodiscard]] Mask read_mask_picture(const std::filesystem::path& path);

// The values of a picture that says which object a pixel belongs to, in their full depth.
struct LabelValues {
    Size size;
    std::vector<std::uint16_t> values;  // rows top to bottom
    bool lossy = false;                 // JPEG: values are only near to what they were
};

// Reads such a file: the indices of a PNG with a palette, the values of a grey picture (of fewer than 8 bits stretched to
// 8), or of one whose three channels are equal. Throws ItemError as read_image, and where it has colours.
[[nodiscard]] LabelValues read_label_values(const std::filesystem::path& path);

// Writing masks, images and label maps as PNG.

// Writes a mask as an 8-bit grey PNG, 0 for background and 255 for foreground, making missing folders. The file is
// complete or not there (write_file_atomically). Throws Error naming the file.
void write_mask_png(const std::filesystem::path& path, const Mask& mask);

// Writes an image as an 8-bit RGB PNG, likewise.
void write_image_png(const std::filesystem::path& path, const Image& image);

// An image as a JPEG file in memory, to be embedded. quality: 1 to 100. Throws Error where it has no pixels.
[[nodiscard]] std::vector<std::byte> encode_jpeg(const Image& image, int quality);

// A picture that says which object a pixel belongs to: rows top to bottom, one byte a pixel: 0 is background, objects
// count from 1.
struct LabelImage {
    Size size;
    std::vector<std::uint8_t> labels;
};

// Writes a label map as an 8-bit PNG with a palette, making missing folders: the indices are the labels, the palette
// holds label_colour of 0..255. The file is complete or not there (write_file_atomically). Throws Error naming the
// file, also where the labels are not as many as the pixels or there are none.
void write_label_png(const std::filesystem::path& path, const LabelImage& image);

}  // namespace imis
