#include "markups.hpp"

#include <algorithm>

#include "imis/base/ascii.hpp"

namespace imis {
namespace {

template <std::size_t count>
std::array<double, count> numbers(const JsonFields& fields, const std::string& name, const std::string& form) {
    const auto values = fields.get<std::vector<double>>(name);
    if (values.size() != count) fields.fail(name, "must be " + form);
    std::array<double, count> array{};
    std::ranges::copy(values, array.begin());
    return array;
}

Vector3 read_vector(const JsonFields& fields, const std::string& name) {
    return numbers<3>(fields, name, "[x, y, z]");
}

bool means_background(const std::string& words) {
    const std::string text = lower_ascii(words);
    return text.starts_with("-") || text.starts_with("background") || text.starts_with("negative");
}

void check_units(const JsonFields& list) {
    if (!list.has("coordinateUnits")) return;
    const JsonFields units = list.at("coordinateUnits");
    // One word, or a code of three.
    const std::string unit = !units.is_list()           ? units.as<std::string>()
                             : units.elements().empty() ? ""
                                                        : units.elements().front().as<std::string>();
    if (unit != "mm") units.fail("must be mm, not '" + unit + "'");
}

Coordinates coordinates_of(const JsonFields& list) {
    const std::string system = lower_ascii(list.get_or<std::string>("coordinateSystem", "LPS"));
    if (system == "lps" || system == "0") return Coordinates::lps;
    if (system == "ras" || system == "1") return Coordinates::ras;
    list.fail("coordinateSystem", "must be LPS or RAS");
}

GivenRound read_points(const JsonFields& list) {
    GivenRound round;
    for (const JsonFields& point : list.at("controlPoints").elements()) {
        if (point.get_or<std::string>("positionStatus", "defined") != "defined") continue;
        const bool background = means_background(point.get_or<std::string>("label", "")) ||
                                means_background(point.get_or<std::string>("description", ""));
        round.shapes.push_back({PromptKind::point, {read_vector(point, "position")}, background ? 0 : 1});
    }
    if (round.shapes.empty()) list.fail("has no control point with a position");
    return round;
}

SpatialBox read_region(const JsonFields& list, Coordinates coordinates) {
    const auto centre = read_vector(list, "center");
    const auto size = read_vector(list, "size");
    // Row-major; its columns are the box's own axes.
    const auto turn = list.has("orientation") ? numbers<9>(list, "orientation", "nine numbers, row after row")
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
GivenObject& object_named(std::vector<GivenObject>& objects, const std::string& name, const std::string& source) {
    const auto found = std::ranges::find(objects, name, &GivenObject::name);
    if (found != objects.end()) return *found;
    GivenObject object;
    object.name = name;
    object.source = source;
    objects.push_back(object);
    return objects.back();
}

}  // namespace

GivenPrompts read_markups(const JsonFields& fields, const std::filesystem::path& file) {
    GivenImage image;
    for (const JsonFields& list : fields.at("markups").elements()) {
        const auto type = list.get<std::string>("type");
        check_units(list);
        const Coordinates coordinates = coordinates_of(list);
        GivenObject& object =
            object_named(image.objects, list.get_or<std::string>("name", "object"), file.string() + ": " + list.path());
        if (type == "Fiducial") {
            if (!object.rounds.empty()) list.fail("has the name of an earlier list of points");
            object.coordinates = coordinates;
            object.rounds.push_back(read_points(list));
        } else if (type == "ROI") {
            if (object.region) list.fail("has the name of an earlier region");
            object.region = read_region(list, coordinates);
        } else {
            list.fail("type", "must be Fiducial or ROI, not " + type);
        }
    }
    if (image.objects.empty()) fields.fail("markups", "must hold a list of points or a region");
    return {{image}, {}, {}};
}

}  // namespace imis
