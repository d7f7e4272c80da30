#include <ATen/ATen.h>

#include "image_evaluation.hpp"
#include "imis/formats/pictures.hpp"

namespace imis {

Mask to_mask(const at::Tensor& mask) {
    const at::Tensor pixels = mask.to(at::kCPU).contiguous().view(at::kByte);  // a bool is a byte, 0 or 1
    const auto* first = pixels.const_data_ptr<std::uint8_t>();
    return {{static_cast<int>(pixels.size(0)), static_cast<int>(pixels.size(1))}, {first, first + pixels.numel()}};
}

void write_mask(const std::filesystem::path& file, const at::Tensor& mask) {
    write_mask_png(file, to_mask(mask));
}

}  // namespace imis
