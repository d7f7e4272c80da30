#include "frame_stack.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "volumes/reader_words.hpp"

namespace imis {
namespace {

constexpr double same_place = 1e-3;      // mm
constexpr double same_direction = 1e-3;  // of unit vectors
constexpr double uneven = 0.02;          // of the mean distance

bool alike(const DicomFrame& a, const DicomFrame& b) {
    for (std::size_t axis = 0; axis < 2; ++axis) {
        if (std::abs(a.spacing[axis] - b.spacing[axis]) > same_direction * b.spacing[axis]) return false;
        for (std::size_t row = 0; row < 3; ++row) {
            if (std::abs(a.axes[axis][row] - b.axes[axis][row]) > same_direction) return false;
        }
    }
    return true;
}

// Groups of frames at one place each, by depth; within a group in the order given.
std::vector<std::vector<std::size_t>> places(const std::vector<double>& depths) {
    std::vector<std::size_t> order(depths.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return depths[i]; });
    std::vector<std::vector<std::size_t>> groups;
    for (const std::size_t frame : order) {
        const bool same = !groups.empty() && depths[frame] - depths[groups.back().front()] < same_place;
        if (!same) groups.emplace_back();
        groups.back().push_back(frame);
    }
    for (auto& group : groups) std::ranges::sort(group);
    return groups;
}

void warn_of_gaps(const std::vector<double>& depths, const std::vector<std::size_t>& order, double spacing,
                  const std::string& where) {
    for (std::size_t k = 1; k < order.size(); ++k) {
        const double gap = depths[order[k]] - depths[order[k - 1]];
        if (std::abs(gap - spacing) <= uneven * spacing) continue;
        log::warn(where + ": slices " + std::to_string(k - 1) + " and " + std::to_string(k) + " are " + mm(gap) +
                  " apart, the mean is " + mm(spacing) +
                  "; slices may be missing, and physical positions are those of evenly spaced slices");
        return;
    }
}

void warn_of_shear(const Vector3& offset, double depth, const std::string& where) {
    const double sideways = std::sqrt(std::max(0.0, dot(offset, offset) - depth * depth));
    if (sideways <= std::max(0.1, uneven * depth)) return;
    log::warn(where + ": the last slice lies " + mm(sideways) +
              " beside the first (a tilted gantry); physical positions leave that out of account");
}

}  // namespace

FrameStack stack_frames(const std::vector<DicomFrame>& planes, Size size, std::optional<int> frame,
                        const std::string& where) {
    const DicomFrame& first = planes.at(0);
    if (!std::ranges::all_of(planes, [&](const DicomFrame& plane) { return alike(plane, first); })) {
        throw ItemError(where +
                        ": its slices differ in orientation or pixel size and make no volume; give one file of it");
    }
    const Vector3 normal = cross(first.axes[0], first.axes[1]);
    std::vector<double> depths;
    depths.reserve(planes.size());
    for (const DicomFrame& plane : planes) depths.push_back(dot(plane.position, normal));
    const auto groups = places(depths);
    const std::size_t frames = groups.front().size();
    if (std::ranges::any_of(groups, [&](const auto& group) { return group.size() != frames; })) {
        throw ItemError(where + ": some places have more slices than others and make no volume; give one file of it");
    }
    const auto chosen = static_cast<std::size_t>(frame_number(frame, static_cast<int>(frames), where));
    FrameStack stack;
    for (const auto& group : groups) stack.order.push_back(group[chosen]);

    const DicomFrame& lowest = planes[stack.order.front()];
    const DicomFrame& highest = planes[stack.order.back()];
    double spacing = 1;  // of a single slice
    if (groups.size() > 1) {
        const double depth = depths[stack.order.back()] - depths[stack.order.front()];
        spacing = depth / static_cast<double>(groups.size() - 1);
        warn_of_gaps(depths, stack.order, spacing, where);
        const Vector3 offset = highest.position - lowest.position;
        warn_of_shear(offset, depth, where);
    }
    stack.geometry = {{size.width, size.height, static_cast<int>(groups.size())},
                      {first.spacing[0], first.spacing[1], spacing},
                      lowest.position,
                      {first.axes[0], first.axes[1], normal}};
    return stack;
}

}  // namespace imis
