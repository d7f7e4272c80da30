#include "imis/image/distance_transform.hpp"

#include <algorithm>
#include <limits>

namespace imis {
namespace {

constexpr double unreached = std::numeric_limits<double>::infinity();

// Lower envelope of the parabolas ((x - apex) * spacing)^2 + height over the places x = 0, 1, ... of one line.
class LowerEnvelope {
public:
    LowerEnvelope(std::size_t longest_line, double spacing) : parabolas_(longest_line), spacing_(spacing) {}

    // Replaces the heights that stand along a line by the envelope's values.
    void transform(double* line, std::size_t length, std::size_t stride) {
        count_ = 0;
        for (std::size_t x = 0; x < length; ++x) {
            if (line[x * stride] != unreached) add(static_cast<double>(x), line[x * stride]);
        }
        if (count_ == 0) return;
        std::size_t lowest = 0;
        for (std::size_t x = 0; x < length; ++x) {
            const auto place = static_cast<double>(x);
            while (lowest + 1 < count_ && parabolas_[lowest + 1].from < place) ++lowest;
            line[x * stride] = at(parabolas_[lowest], place);
        }
    }

private:
    struct Parabola {
        double apex = 0;
        double height = 0;
        double from = 0;  // where it becomes lower than those before it
    };

    [[nodiscard]] double at(const Parabola& parabola, double place) const {
        const double distance = (place - parabola.apex) * spacing_;
        return parabola.height + distance * distance;
    }

    // Parabolas come by rising apex.
    void add(double apex, double height) {
        Parabola next{apex, height, -unreached};
        while (count_ > 0) {
            next.from = crossing(parabolas_[count_ - 1], next);
            if (next.from > parabolas_[count_ - 1].from) break;
            --count_;  // the last one is lowest nowhere
            next.from = -unreached;
        }
        parabolas_[count_++] = next;
    }

    // Where two parabolas are equally high; `right` is lower beyond.
    [[nodiscard]] double crossing(const Parabola& left, const Parabola& right) const {
        const double gap = right.apex - left.apex;
        return (left.apex + right.apex) / 2 + (right.height - left.height) / (2 * gap * spacing_ * spacing_);
    }

    std::vector<Parabola> parabolas_;
    std::size_t count_ = 0;
    double spacing_;
};

void transform_along(std::size_t axis, const Lattice& lattice, std::vector<double>& values) {
    LowerEnvelope envelope(lattice.size[axis], lattice.spacing[axis]);
    for_each_line(lattice, axis, [&](std::size_t first, std::size_t stride) {
        envelope.transform(&values[first], lattice.size[axis], stride);
    });
}

// Squared distances along the slowest axis alone. Layer after layer, which lie in one piece in memory: there the steps
// to the nearest foreground need no envelope.
std::vector<double> along_slowest_axis(const LatticeMask& mask) {
    std::vector<double> values(mask.elements.size());
    if (values.empty()) return values;
    const std::size_t layer = mask.lattice.stride(0);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = mask.elements[i] != 0 ? 0 : unreached;
    for (std::size_t i = layer; i < values.size(); ++i) values[i] = std::min(values[i], values[i - layer] + 1);
    for (std::size_t i = values.size() - layer; i-- > 0;) values[i] = std::min(values[i], values[i + layer] + 1);
    const double spacing = mask.lattice.spacing[0];
    for (double& value : values) value = (value * spacing) * (value * spacing);
    return values;
}

// The envelope's value at one place of a line: from there outwards, until no parabola can be lower.
double lowest_at(const double* line, std::size_t length, std::size_t place, double spacing) {
    double lowest = line[place];
    for (std::size_t steps = 1; steps < length; ++steps) {
        const double distance = static_cast<double>(steps) * spacing;
        const double square = distance * distance;
        if (square >= lowest) break;
        if (steps <= place) lowest = std::min(lowest, line[place - steps] + square);
        if (place + steps < length) lowest = std::min(lowest, line[place + steps] + square);
    }
    return lowest;
}

}  // namespace

std::vector<double> squared_distances(const LatticeMask& mask) {
    std::vector<double> values = along_slowest_axis(mask);
    for (std::size_t axis = 1; axis < mask.lattice.axes(); ++axis) transform_along(axis, mask.lattice, values);
    return values;
}

std::vector<double> squared_distances(const LatticeMask& from, const LatticeMask& to) {
    constexpr std::size_t few = 8;  // places of a line, for which a search is quicker than the envelope of all
    std::vector<double> values = along_slowest_axis(to);
    const std::size_t fastest = to.lattice.axes() - 1;
    for (std::size_t axis = 1; axis < fastest; ++axis) transform_along(axis, to.lattice, values);
    const std::size_t length = to.lattice.size[fastest];
    const double spacing = to.lattice.spacing[fastest];
    LowerEnvelope envelope(length, spacing);
    std::vector<double> squares;
    std::vector<std::size_t> places;
    for (std::size_t first = 0; first < values.size(); first += length) {
        places.clear();
        for (std::size_t x = 0; x < length; ++x) {
            if (from.elements[first + x] != 0) places.push_back(x);
        }
        double* line = &values[first];
        const bool searched = places.size() <= few;
        if (!searched) envelope.transform(line, length, 1);
        for (const std::size_t x : places) squares.push_back(searched ? lowest_at(line, length, x, spacing) : line[x]);
    }
    return squares;
}

}  // namespace imis
