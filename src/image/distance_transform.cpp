#include "imis/image/distance_transform.hpp"

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

}  // namespace

std::vector<double> squared_distances(const LatticeMask& mask) {
    std::vector<double> values;
    values.reserve(mask.elements.size());
    for (const std::uint8_t element : mask.elements) values.push_back(element != 0 ? 0 : unreached);
    for (std::size_t axis = 0; axis < mask.lattice.axes(); ++axis) transform_along(axis, mask.lattice, values);
    return values;
}

}  // namespace imis
