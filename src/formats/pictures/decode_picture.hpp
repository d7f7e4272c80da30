// Pictures as OpenCV decodes them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include <opencv2/core/mat.hpp>

namespace imis::picture {

// The bytes of a file. Throws ItemError where it can't be read or is empty.
[[nodiscard]] std::vector<std::byte> file_bytes(const std::filesystem::path& path);

// The first page in colours (BGR), 8 or 16 bits a channel. Throws Malformed.
[[nodiscard]] cv::Mat decode_colours(std::vector<std::byte> file);

// All slices (tiff_slices) as they are stored, each of one channel where it is grey and else of three (BGR). Throws
// Malformed.
[[nodiscard]] std::vector<cv::Mat> decode_slices(std::vector<std::byte> file);

// Three values a pixel, rows top to bottom, of such colours; of 16 bits the high byte. Throws Malformed where they are
// of another depth.
[[nodiscard]] std::vector<std::uint8_t> rgb_of(const cv::Mat& bgr);

}  // namespace imis::picture
