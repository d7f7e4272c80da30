#include "markups.hpp"

#include <algorithm>

#include "imis/base/ascii.hpp"

namespace imis {
namespace {

std::string text_or(const JsonPlace& place, const std::string& field, const std::string& otherwise) {
    return place.has(field) ? place.at(field).as<std::string>() : otherwise;
}

template <std::size_t count>
std::array<double, count> numbers(const JsonPlace& place, const std::string& form) {
    const auto values = place.as<std::vector<double>>();
    if (values.size() != count) throw place.error("must be " + form);
    std::array<double, count> array{};
    std::ranges::copy(values, array.begin());
    return array;
}

Vector3 read_vector(const JsonPlace& place) {
    return numbers<3>(place, "[x, y, z]");
}

bool means_background(const std::string& words) {
    const std::string text = lower_ascii(words);
    return text.starts_with("-") || text.starts_with("background") || text.starts_with("negative");
}

void check_units(const JsonPlace& list) {
    if (!list.has("coordinateUnits")) return;
    const JsonPlace units = list.at("coordinateUnits");
    // One word, or a code of three.
    if (units.json().is_array() && units.json().empty()) throw units.error("must be mm");
    const std::string unit =
        units.json().is_array() ? units.elements().front().as<std::string>() : units.as<std::string>();
    if (unit != "mm") throw units.error("must be mm, not " + unit);
}

Coordinates coordinates_of(const JsonPlace& list) {
    const std::string system = lower_ascii(text_or(list, "coordinateSystem", "LPS"));
    if (system == "lps" || system == "0") return Coordinates::lps;
    if (system == "ras" || system == "1") return Coordinates::ras;
    throw list.at("coordinateSystem").error("must be LPS or RAS");
}

GivenRound read_points(const JsonPlace& list) {
    GivenRound round;
    for (const JsonPlace& point : list.at("controlPoints").elements()) {
        if (text_or(point, "positionStatus", "defined") != "defined") continue;
        const bool background =
            means_background(text_or(point, "label", "")) || means_background(text_or(point, "description", ""));
        round.points.push_back({read_vector(point.at("position")), background ? 0 : 1});
    }
    if (round.points.empty()) throw list.error("has no control point with a position");
    return round;
}

SpatialBox read_region(const JsonPlace& list, Coordinates coordinates) {
    const auto centre = read_vector(list.at("center"));
    const auto size = read_vector(list.at("size"));
    // Row-major; its columns are the box's own axes.
    const auto turn = list.has("orientation") ? numbers<9>(list.at("orientation"), "nine numbers, row after row")
                                              : std::array<double, 9>{1, 0, 0, 0, 1, 0, 0, 0, 1};
    SpatialBox corners{};
    for (std::size_t corner = 0; corner < corners.size(); ++corner) {
        Vector3 at = centre;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const double half = ((corner >> axis) & 1) != 0 ? size[axis] / 2 : -size[axis] / 2;
            for (std::size_t row = 0; row < 3; ++row) at[row] += turn[3 * row + axis] * half;
        }
        corners[corner] = coordinates == Coordinates::ras ? lps_from_ras(at) : at;
    }
    return corners;
}

// The object of a name, which a region and a list of points may share.
GivenObject& object_named(std::vector<GivenObject>& objects, const std::string& name, const JsonPlace& list) {
    const auto found = std::ranges::find(objects, name, &GivenObject::name);
    if (found != objects.end()) return *found;
    GivenObject object;
    object.name = name;
    object.source = list.place();
    objects.push_back(object);
    return objects.back();
}

}  // namespace

GivenPrompts read_markups(const JsonPlace& place) {
    GivenImage image;
    for (const JsonPlace& list : place.at("markups").elements()) {
        const auto type = list.at("type").as<std::string>();
        check_units(list);
        const Coordinates coordinates = coordinates_of(list);
        GivenObject& object = object_named(image.objects, text_or(list, "name", "object"), list);
        if (type == "Fiducial") {
            if (!object.rounds.empty()) throw list.error("has the name of an earlier list of points");
            object.coordinates = coordinates;
            object.rounds.push_back(read_points(list));
        } else if (type == "ROI") {
            if (object.region) throw list.error("has the name of an earlier region");
            object.region = read_region(list, coordinates);
        } else {
            throw list.at("type").error("must be Fiducial or ROI, not " + type);
        }
    }
    if (image.objects.empty()) throw place.at("markups").error("must hold a list of points or a region");
    return {{image}, {}, {}};
}

}  // namespace imis
