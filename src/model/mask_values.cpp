#include "mask_values.hpp"

#include <ATen/ATen.h>

namespace imis {
namespace {

// Values that have the size already are passed on as they are.
at::Tensor interpolate(const at::Tensor& values, Size size) {
    if (values.size(1) == size.height && values.size(2) == size.width) return values;
    return at::upsample_bilinear2d(values.unsqueeze(1), {size.height, size.width}, /*align_corners=*/false).squeeze(1);
}

at::Tensor activate(const OutputSpec& output, const at::Tensor& low_res) {
    return output.activation == MaskActivation::sigmoid ? low_res.sigmoid() : low_res;
}

}  // namespace

at::Tensor grid_values(const OutputSpec& output, const at::Tensor& low_res, Size grid) {
    return interpolate(activate(output, low_res), grid);
}

at::Tensor image_part(const at::Tensor& grid_values, const Placement& placement) {
    return grid_values.narrow(1, placement.top, placement.content.height)
        .narrow(2, placement.left, placement.content.width);
}

at::Tensor original_values(const OutputSpec& output, const at::Tensor& low_res, const Placement& placement,
                           const at::Tensor& grid) {
    if (output.through == OutputPath::original) return interpolate(activate(output, low_res), placement.original);
    const at::Tensor on_grid = grid.defined() ? grid : grid_values(output, low_res, placement.grid);
    return interpolate(image_part(on_grid, placement), placement.original);
}

}  // namespace imis
