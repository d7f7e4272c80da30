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

// The image's part of the grid.
at::Tensor cut(const at::Tensor& values, const Placement& placement) {
    return values.slice(1, placement.top, placement.top + placement.content.height)
        .slice(2, placement.left, placement.left + placement.content.width);
}

}  // namespace

at::Tensor grid_values(const OutputSpec& output, const at::Tensor& low_res, Size grid) {
    return interpolate(activate(output, low_res), grid);
}

at::Tensor original_values(const OutputSpec& output, const at::Tensor& low_res, const Placement& placement,
                           const at::Tensor& grid) {
    if (output.through == OutputPath::original) return interpolate(activate(output, low_res), placement.original);
    const at::Tensor on_grid = grid.defined() ? grid : grid_values(output, low_res, placement.grid);
    return interpolate(cut(on_grid, placement), placement.original);
}

}  // namespace imis
