#include "mask_output.hpp"

#include <algorithm>
#include <cstring>

#include <ATen/ATen.h>

#include "imis/formats/write_png.hpp"

namespace imis {

std::string file_name(std::string name) {
    for (char& c : name) {
        const bool unusable = static_cast<unsigned char>(c) < 0x20 || std::strchr("/\\:*?\"<>|", c) != nullptr;
        if (unusable) c = '_';
    }
    // "." and ".." and hidden files are no names for results.
    if (name.empty() || name.front() == '.') name.insert(name.begin(), '_');
    return name;
}

std::filesystem::path round_file(const std::filesystem::path& folder, const std::string& dataset,
                                 const std::string& image, const std::string& target, int repeat, int round,
                                 const std::string& extension) {
    std::string name = file_name(target) + "_r" + std::to_string(round);
    if (repeat > 1) name += "_repeat" + std::to_string(repeat);
    return folder / file_name(dataset) / file_name(image) / (name + extension);
}

Mask to_mask(const at::Tensor& mask) {
    const at::Tensor pixels = mask.to(at::kCPU, at::kByte).contiguous();
    const auto* first = pixels.const_data_ptr<std::uint8_t>();
    return {{static_cast<int>(pixels.size(0)), static_cast<int>(pixels.size(1))}, {first, first + pixels.numel()}};
}

void write_mask(const std::filesystem::path& file, const at::Tensor& mask) {
    write_mask_png(file, to_mask(mask));
}

}  // namespace imis
