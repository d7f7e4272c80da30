#include "imis/metrics/surface_dice.hpp"

#include <cmath>

#include "imis/image/distance_transform.hpp"
#include "surface_elements.hpp"

namespace imis {
namespace {

std::vector<SurfaceElement> distances_between(const NeighbourCodes& from, const NeighbourCodes& to,
                                              const std::vector<double>& measures) {
    const std::vector<double> squares = squared_distances(surface_corners(to));
    const LatticeMask corners = surface_corners(from);
    std::vector<SurfaceElement> elements;
    for (std::size_t i = 0; i < squares.size(); ++i) {
        if (corners.elements[i] != 0) elements.push_back({std::sqrt(squares[i]), measures[from.codes[i]]});
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

SurfaceDistances surface_distances(const LatticeMask& predicted, const LatticeMask& target) {
    const NeighbourCodes of_prediction = neighbour_codes(predicted);
    const NeighbourCodes of_target = neighbour_codes(target);
    const std::vector<double> measures = measure_by_code(target.lattice);
    return {distances_between(of_prediction, of_target, measures),
            distances_between(of_target, of_prediction, measures)};
}

double surface_dice(const SurfaceDistances& distances, double tolerance) {
    Measured sum;
    add_measures(distances.of_prediction, tolerance, sum);
    add_measures(distances.of_target, tolerance, sum);
    return sum.within / sum.total;
}

}  // namespace imis
