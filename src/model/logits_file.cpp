#include "imis/model/logits_file.hpp"

#include <cstdint>
#include <vector>

#include <ATen/ATen.h>

#include "imis/base/error.hpp"
#include "imis/base/npy.hpp"

namespace imis {

void write_logits(const std::filesystem::path& file, const at::Tensor& logits) {
    const at::Tensor values = logits.to(at::kCPU, at::kFloat).contiguous();
    write_npy(file, {values.const_data_ptr<float>(), static_cast<std::size_t>(values.numel())},
              {values.size(0), values.size(1)});
}

at::Tensor read_logits(const std::filesystem::path& file, Size low_res) {
    const NpyArray array = read_npy(file);
    const std::vector<std::int64_t> wanted = {low_res.height, low_res.width};
    const bool batch_of_one = array.shape.size() == 3 && array.shape.front() == 1;
    if (std::vector<std::int64_t>(array.shape.begin() + (batch_of_one ? 1 : 0), array.shape.end()) != wanted) {
        throw Error(file.string() + ": must hold low-res logits of " + to_string(low_res) + " for this model");
    }
    const at::Tensor logits = at::tensor(to_numbers(array), at::kDouble).to(at::kFloat).view(wanted);
    if (!logits.isfinite().all().item<bool>()) throw Error(file.string() + ": holds NaN or infinity");
    return logits;
}

}  // namespace imis
