#include "imis/metrics/surface_dice.hpp"

#include <cmath>

#include "imis/image/distance_transform.hpp"
#include "imis/metrics/surface_elements.hpp"

namespace imis {
namespace {

// What is measured of one surface by the other.
std::vector<SurfaceElement> elements_of(const NeighbourCodes& from, const LatticeMask& corners, const LatticeMask& to,
                                        const std::vector<double>& measures) {
    const std::vector<double> squares = squared_distances(corners, to);
    std::vector<SurfaceElement> elements;
    elements.reserve(squares.size());
    for (std::size_t i = 0; i < corners.elements.size(); ++i) {
        if (corners.elements[i] == 0) continue;
        elements.push_back({std::sqrt(squares[elements.size()]), measures[from.codes[i]]});
    }
    return elements;
}

struct Measured {
    double within = 0;
    double total = 0;
};

void add_measures(const std::vector<SurfaceElement>& elements, double tolerance, Measured& sum) {
    for (const SurfaceElement& element : elements) {
        if (element.distance <= tolerance) sum.within += element.measure;
        sum.total += element.measure;
    }
}

}  // namespace

SurfaceDistances surface_distances(const NeighbourCodes& predicted, const NeighbourCodes& target) {
    const LatticeMask of_prediction = surface_corners(predicted);
    const LatticeMask of_target = surface_corners(target);
    const std::vector<double> measures = measure_by_code(target.corners);
    return {elements_of(predicted, of_prediction, of_target, measures),
            elements_of(target, of_target, of_prediction, measures)};
}

SurfaceDistances surface_distances(const LatticeMask& predicted, const LatticeMask& target) {
    return surface_distances(neighbour_codes(predicted), neighbour_codes(target));
}

double surface_dice(const SurfaceDistances& distances, double tolerance) {
    Measured sum;
    add_measures(distances.of_prediction, tolerance, sum);
    add_measures(distances.of_target, tolerance, sum);
    return sum.within / sum.total;
}

}  // namespace imis
