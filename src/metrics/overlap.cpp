#include "imis/metrics/overlap.hpp"

#include <string>
#include <vector>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/metrics/measured_mask.hpp"

namespace imis {
namespace {

constexpr double epsilon = 1e-8;  // the reference's guard against 0 / 0, in the denominator only

Overlap counted(const std::vector<std::uint8_t>& predicted, const std::vector<std::uint8_t>& target) {
    Overlap counts;
    for (std::size_t i = 0; i < target.size(); ++i) {
        const bool in_prediction = predicted[i] != 0;
        const bool in_target = target[i] != 0;
        counts.predicted += in_prediction ? 1 : 0;
        counts.target += in_target ? 1 : 0;
        counts.intersection += in_prediction && in_target ? 1 : 0;
    }
    return counts;
}

// As users know sizes: width first, (i, j, k) of volumes.
std::string size_text_of(const Lattice& lattice) {
    std::vector<std::string> lengths;
    for (std::size_t axis = lattice.axes(); axis-- > 0;) lengths.push_back(std::to_string(lattice.size[axis]));
    return joined(lengths, " x ");
}

[[noreturn]] void throw_sizes_differ(const std::string& predicted, const std::string& target) {
    throw Error("overlap: predicted mask of " + predicted + " pixels against target of " + target +
                ": bring both to the original size first");
}

}  // namespace

Overlap& Overlap::operator+=(const Overlap& other) {
    intersection += other.intersection;
    predicted += other.predicted;
    target += other.target;
    return *this;
}

Overlap overlap(const Mask& predicted, const Mask& target) {
    if (predicted.size != target.size) throw_sizes_differ(to_string(predicted.size), to_string(target.size));
    return counted(predicted.pixels, target.pixels);
}

Overlap overlap(const LatticeMask& predicted, const LatticeMask& target) {
    if (predicted.lattice.size != target.lattice.size) {
        throw_sizes_differ(size_text_of(predicted.lattice), size_text_of(target.lattice));
    }
    return counted(predicted.elements, target.elements);
}

Overlap overlap(const MeasuredMask& predicted, const MeasuredMask& target) {
    if (predicted.lattice().size != target.lattice().size) {
        throw_sizes_differ(size_text_of(predicted.lattice()), size_text_of(target.lattice()));
    }
    const LatticeBox box = joint_box(predicted.box(), target.box());
    return counted(placed(predicted.part(), predicted.box(), box).elements,
                   placed(target.part(), target.box(), box).elements);
}

double dice(const Overlap& overlap) {
    return 2.0 * static_cast<double>(overlap.intersection) /
           (static_cast<double>(overlap.predicted + overlap.target) + epsilon);
}

double iou(const Overlap& overlap) {
    const std::int64_t in_either = overlap.predicted + overlap.target - overlap.intersection;
    return static_cast<double>(overlap.intersection) / (static_cast<double>(in_either) + epsilon);
}

double precision(const Overlap& overlap) {
    return static_cast<double>(overlap.intersection) / static_cast<double>(overlap.predicted);
}

double recall(const Overlap& overlap) {
    return static_cast<double>(overlap.intersection) / static_cast<double>(overlap.target);
}

double volume_error(const Overlap& overlap) {
    return static_cast<double>(overlap.predicted - overlap.target) / static_cast<double>(overlap.target);
}

}  // namespace imis
