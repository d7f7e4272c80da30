// Reading picture files.
#pragma once

#include <filesystem>

#include "imis/image/image.hpp"

namespace imis {

// Reads a PNG, JPEG, BMP or TIFF file (told by its first bytes, not its name) as 8-bit RGB:
// - grey is repeated in the three channels, a palette is looked up, CMYK is converted;
// - an alpha channel or a transparent colour is dropped, the colours below it stay as stored (no blending);
// - 16 bits a channel become 8 by the high byte (value >> 8);
// - an EXIF orientation, gamma and colour profiles are ignored: pixels come as they lie in the file.
// Throws ItemError naming the file where it is missing, no such picture, truncated, corrupt or too large.
[[nodiscard]] Image read_image(const std::filesystem::path& path);

// What the header of such a file says of what read_image leaves out.
struct PictureHeader {
    int bits = 8;   // of a channel as stored
    int pages = 1;  // of one size in a TIFF; where sizes differ only the first page counts
};

// Throws ItemError naming the file where it can't be read. Of damaged files it may know less than is true.
[[nodiscard]] PictureHeader read_picture_header(const std::filesystem::path& path);

// The pixels of such a file that have any value but 0 in any channel, in their full depth: labels of 1 to 255 in 16 bits are black
// once they are 8. An alpha channel does not count. Throws as read_image.
[[nodiscard]] Mask read_mask_picture(const std::filesystem::path& path);

}  // namespace imis
