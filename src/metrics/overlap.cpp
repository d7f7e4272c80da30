#include "imis/metrics/overlap.hpp"

#include <string>

#include "imis/base/error.hpp"

namespace imis {
namespace {

constexpr double epsilon = 1e-8;  // the reference's guard against 0 / 0, in the denominator only

}  // namespace

Overlap& Overlap::operator+=(const Overlap& other) {
    intersection += other.intersection;
    predicted += other.predicted;
    target += other.target;
    return *this;
}

Overlap overlap(const Mask& predicted, const Mask& target) {
    if (predicted.size != target.size) {
        throw Error("overlap: predicted mask of " + to_string(predicted.size) + " pixels against target of " +
                    to_string(target.size) + ": bring both to the original size first");
    }
    Overlap counts;
    for (std::size_t i = 0; i < target.pixels.size(); ++i) {
        const bool in_prediction = predicted.pixels[i] != 0;
        const bool in_target = target.pixels[i] != 0;
        counts.predicted += in_prediction ? 1 : 0;
        counts.target += in_target ? 1 : 0;
        counts.intersection += in_prediction && in_target ? 1 : 0;
    }
    return counts;
}

double dice(const Overlap& overlap) {
    return 2.0 * static_cast<double>(overlap.intersection) /
           (static_cast<double>(overlap.predicted + overlap.target) + epsilon);
}

double iou(const Overlap& overlap) {
    const std::int64_t in_either = overlap.predicted + overlap.target - overlap.intersection;
    return static_cast<double>(overlap.intersection) / (static_cast<double>(in_either) + epsilon);
}

}  // namespace imis
