#include "imis/interaction/volume_click.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "imis/base/error.hpp"
#include "imis/image/lattice_shape.hpp"
#include "imis/model/manifest_words.hpp"

namespace imis {
namespace {

// 1 where two masks differ.
LatticeMask differing_voxels(const LatticeMask& predicted, const LatticeMask& target) {
    if (predicted.lattice.size != target.lattice.size) {
        throw Error("next click: prediction and target differ in size");
    }
    LatticeMask errors{target.lattice, std::vector<std::uint8_t>(target.elements.size(), 0)};
    for (std::size_t i = 0; i < errors.elements.size(); ++i) {
        errors.elements[i] = (predicted.elements[i] != 0) != (target.elements[i] != 0) ? 1 : 0;
    }
    return errors;
}

// Voxels are numbered in 32 bits, which is what priorities are made of.
void check_volume(const Lattice& lattice) {
    if (lattice.axes() != 3) throw Error("a click in a volume needs masks of three axes");
    if (lattice.elements() > std::numeric_limits<std::uint32_t>::max()) {
        throw Error("a click in a volume of more than 2^32 voxels");
    }
}

VolumeClick click_on(const Lattice& lattice, std::size_t voxel, int label) {
    const std::size_t width = lattice.size[2];
    const std::size_t pixels = lattice.size[1] * width;
    const std::size_t pixel = voxel % pixels;
    return {voxel / pixels, {{static_cast<float>(pixel % width), static_cast<float>(pixel / width)}, label}};
}

// Of some voxels the one of highest priority.
std::size_t drawn_voxel(const std::vector<std::size_t>& voxels, PriorityKey key) {
    return *std::ranges::max_element(
        voxels, {}, [key](std::size_t voxel) { return pixel_priority(key, static_cast<std::uint32_t>(voxel)); });
}

std::vector<std::size_t> foreground_voxels(const LatticeMask& mask) {
    std::vector<std::size_t> voxels;
    for (std::size_t i = 0; i < mask.elements.size(); ++i) {
        if (mask.elements[i] != 0) voxels.push_back(i);
    }
    return voxels;
}

// The half of some voxels that is nearest to their centroid, one at least; of equally distant ones those of the lower
// numbers.
std::vector<std::size_t> central_voxels(std::vector<std::size_t> voxels, const Lattice& lattice) {
    const auto place_of = [&](std::size_t voxel) {
        const VolumeClick at = click_on(lattice, voxel, 1);
        return std::array{static_cast<double>(at.slice), double{at.click.at.y}, double{at.click.at.x}};
    };
    std::array<double, 3> centre = {0, 0, 0};
    for (const std::size_t voxel : voxels) {
        const auto place = place_of(voxel);
        for (std::size_t axis = 0; axis < 3; ++axis) centre[axis] += place[axis] / static_cast<double>(voxels.size());
    }
    const auto nearness = [&](std::size_t voxel) {
        const auto place = place_of(voxel);
        double square = 0;
        for (std::size_t axis = 0; axis < 3; ++axis)
            square += (place[axis] - centre[axis]) * (place[axis] - centre[axis]);
        return std::pair(square, voxel);
    };
    const std::size_t half = std::max<std::size_t>(1, voxels.size() / 2);
    std::ranges::nth_element(voxels, voxels.begin() + static_cast<std::ptrdiff_t>(half - 1), {}, nearness);
    voxels.resize(half);
    return voxels;
}

// The deepest voxels of the largest component. Both are sought in the box around all errors alone: beyond it lies none,
// which counts like the outside of the volume.
std::vector<std::size_t> deepest_of_largest_component(const LatticeMask& errors) {
    const LatticeBox box = box_around(errors.lattice, errors.elements);
    const LatticeMask component = largest_component(cropped(errors.lattice, errors.elements, box));
    const std::vector<double> depths = squared_depths(component);
    const double greatest = *std::ranges::max_element(depths);
    std::vector<std::size_t> voxels;
    for (std::size_t i = 0; i < depths.size(); ++i) {
        if (depths[i] != greatest) continue;
        const std::size_t slice = box.first[0] + i / (box.size[1] * box.size[2]);
        const std::size_t row = box.first[1] + i / box.size[2] % box.size[1];
        const std::size_t column = box.first[2] + i % box.size[2];
        voxels.push_back((slice * errors.lattice.size[1] + row) * errors.lattice.size[2] + column);
    }
    return voxels;
}

}  // namespace

void check_volume_policy(ClickPolicy policy) {
    if (policy != ClickPolicy::ritm) return;
    throw UsageError("policy ritm has no rule for volumes; choose imis, sam-med2d or cvpr25, or evaluate slices",
                     {"policy", "unit"});
}

VolumeClick first_volume_click(ClickPolicy policy, const LatticeMask& target, const RandomKey& key) {
    check_volume(target.lattice);
    check_volume_policy(policy);
    std::vector<std::size_t> voxels = foreground_voxels(target);
    if (voxels.empty()) throw Error("first click: the target is empty");
    if (policy == ClickPolicy::cvpr25) voxels = deepest_of_largest_component(target);
    if (policy == ClickPolicy::imis) voxels = central_voxels(std::move(voxels), target.lattice);
    return click_on(target.lattice, drawn_voxel(voxels, priority_key(key)), 1);
}

std::optional<VolumeClick> next_volume_click(ClickPolicy policy, const LatticeMask& predicted,
                                             const LatticeMask& target, PriorityKey key) {
    check_volume(target.lattice);
    check_volume_policy(policy);
    const LatticeMask errors = differing_voxels(predicted, target);
    std::vector<std::size_t> voxels = foreground_voxels(errors);
    if (voxels.empty()) return std::nullopt;
    if (policy == ClickPolicy::cvpr25) voxels = deepest_of_largest_component(errors);
    const std::size_t voxel = drawn_voxel(voxels, key);
    return click_on(target.lattice, voxel, target.elements[voxel] != 0 ? 1 : 0);
}

}  // namespace imis
