// Masks and logits of single rounds, in memory and as files in the output folder.
#pragma once

#include <filesystem>
#include <string>

#include <ATen/core/Tensor.h>

#include "imis/image/image.hpp"

namespace imis {

// The name of a data set, image or target as a file name: characters that file names can't have become '_'.
[[nodiscard]] std::string file_name(std::string name);

// The file of one (target, repeat, round): FOLDER/DATASET/IMAGE/TARGET_rROUND.EXTENSION, for repeats after the first
// TARGET_rROUND_repeatREPEAT.EXTENSION.
[[nodiscard]] std::filesystem::path round_file(const std::filesystem::path& folder, const std::string& dataset,
                                               const std::string& image, const std::string& target, int repeat,
                                               int round, const std::string& extension);

// A bool [height, width] mask on any device, in plain memory.
[[nodiscard]] Mask to_mask(const at::Tensor& mask);

// Writes such a mask as an 8-bit grey PNG, 0 and 255. Throws Error naming the file.
void write_mask(const std::filesystem::path& file, const at::Tensor& mask);

}  // namespace imis
