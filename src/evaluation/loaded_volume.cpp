#include "loaded_volume.hpp"

#include <algorithm>

#include "imis/base/error.hpp"
#include "imis/base/stage.hpp"
#include "imis/data/sample.hpp"

namespace imis {
namespace {

Lattice lattice_of_slices(const Plan& plan, const DatasetItem& item, std::size_t slices, Size size) {
    Lattice lattice{
        {slices, static_cast<std::size_t>(size.height), static_cast<std::size_t>(size.width)}, {1, 1, 1}, plan.unit};
    if (plan.unit == LengthUnit::millimetre) {
        const PixelSpacing& pixels = item.spacing.value();
        lattice.spacing = {item.slice_spacing.value(), pixels.height, pixels.width};
    }
    return lattice;
}

}  // namespace

LoadedVolume load_volume(const Plan& plan, const PlannedVolume& volume, Split split) {
    if (!volume.problem.empty()) throw ItemError(volume.problem);
    const StageScope stage(Stage::read);
    const Dataset& dataset = plan.datasets[volume.dataset];
    LoadedVolume loaded;
    std::map<int, VolumeTarget> targets;
    for (std::size_t slice = 0; slice < volume.items.size(); ++slice) {
        const DatasetItem& item = dataset.items(split)[volume.items[slice]];
        Sample sample = load_sample(dataset, item);
        if (slice > 0 && sample.image.size != loaded.slices.front().size) {
            throw ItemError("slice '" + item.name + "' has " + to_string(sample.image.size) +
                            " pixels, but the volume's first has " + to_string(loaded.slices.front().size));
        }
        for (Target& target : sample.targets) {
            VolumeTarget& whole = targets[target.class_index];
            whole.class_index = target.class_index;
            whole.name = target.name;
            whole.planes[slice] = std::move(target.mask);
        }
        loaded.slices.push_back(std::move(sample.image));
    }
    for (auto& [index, target] : targets) loaded.targets.push_back(std::move(target));
    loaded.lattice = lattice_of_slices(plan, dataset.items(split)[volume.items.front()], loaded.slices.size(),
                                       loaded.slices.front().size);
    return loaded;
}

LatticeMask stacked(const VolumeTarget& target, const Lattice& lattice) {
    LatticeMask volume{lattice, std::vector<std::uint8_t>(lattice.elements(), 0)};
    for (const auto& [slice, mask] : target.planes) put_slice(volume, slice, mask);
    return volume;
}

void put_slice(LatticeMask& volume, std::size_t slice, const Mask& mask) {
    std::ranges::copy(mask.pixels,
                      volume.elements.begin() + static_cast<std::ptrdiff_t>(slice * volume.lattice.stride(0)));
}

Box tight_box(const VolumeTarget& target) {
    Box box = tight_box(target.planes.begin()->second);
    for (const auto& [slice, mask] : target.planes) {
        const Box plane = tight_box(mask);
        box = {std::min(box.x0, plane.x0), std::min(box.y0, plane.y0), std::max(box.x1, plane.x1),
               std::max(box.y1, plane.y1)};
    }
    return box;
}

}  // namespace imis
