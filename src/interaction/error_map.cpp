#include "imis/interaction/error_map.hpp"

#include <algorithm>

#include "imis/base/error.hpp"

namespace imis {

ErrorMap error_map(const Mask& predicted, const Mask& target) {
    if (predicted.size != target.size) throw Error("error_map: prediction and target differ in size");
    ErrorMap errors{target.size, std::vector<PixelError>(target.pixels.size(), PixelError::none)};
    for (std::size_t i = 0; i < target.pixels.size(); ++i) {
        const bool is_predicted = predicted.pixels[i] != 0;
        const bool is_target = target.pixels[i] != 0;
        if (is_predicted != is_target) errors.pixels[i] = is_target ? PixelError::missed : PixelError::overrun;
    }
    return errors;
}

ErrorMap all_missed(const Mask& target) {
    return error_map(Mask::zeros(target.size), target);
}

}  // namespace imis
