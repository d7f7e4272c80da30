#include "mask_output.hpp"


#include <ATen/ATen.h>

#include "imis/base/npy.hpp"
#include "imis/formats/write_png.hpp"

namespace imis {

Mask to_mask(const at::Tensor& mask) {
    const at::Tensor pixels = mask.to(at::kCPU, at::kByte).contiguous();
    const auto* first = pixels.const_data_ptr<std::uint8_t>();
    return {{static_cast<int>(pixels.size(0)), static_cast<int>(pixels.size(1))}, {first, first + pixels.numel()}};
}

void write_mask(const std::filesystem::path& file, const at::Tensor& mask) {
    write_mask_png(file, to_mask(mask));
}

void write_logits(const std::filesystem::path& file, const at::Tensor& logits) {
    const at::Tensor values = logits.to(at::kCPU, at::kFloat).contiguous();
    write_npy(file, {values.const_data_ptr<float>(), static_cast<std::size_t>(values.numel())},
              {values.size(0), values.size(1)});
}

}  // namespace imis
