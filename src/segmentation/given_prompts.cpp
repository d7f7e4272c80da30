// Prompts files (docs/segment.md).
#include "imis/segmentation/given_prompts.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

#include "given_object.hpp"
#include "imis/base/files.hpp"
#include "imis/model/manifest_words.hpp"
#include "json_place.hpp"
#include "markups.hpp"
#include "prompt_numbers.hpp"

namespace imis {
namespace {

constexpr std::string_view schema_name = "imis-prompts-1";
constexpr std::uint64_t file_limit = std::uint64_t{1} << 30;

// What holds for all objects below unless they say otherwise.
struct Inherited {
    std::filesystem::path folder;  // of the prompts file
    Coordinates coordinates = Coordinates::pixel;
    SliceRequest slice;
};

template <typename Choice, std::size_t count>
Choice word(const JsonPlace& place, const Words<Choice, count>& words) {
    const auto choice = find_choice(words, place.as<std::string>());
    if (!choice) throw place.error("must be one of " + known_words(words));
    return *choice;
}

Inherited inherit(const JsonPlace& place, Inherited from) {
    if (place.has("coords")) from.coordinates = word(place.at("coords"), coordinates_words);
    if (place.has("slice")) {
        from.slice = parse_slice(place.at("slice").as<std::string>(), place.place() + ": slice");
    }
    return from;
}

std::vector<double> numbers(const JsonPlace& place) {
    auto values = place.as<std::vector<double>>();
    for (const double value : values) {
        if (!std::isfinite(value)) throw place.error("holds something that is no finite number");
    }
    return values;
}

GivenPoint read_point(const JsonPlace& place, Coordinates coordinates) {
    const std::vector<double> values = numbers(place);
    if (const auto point = point_from(values, coordinates)) return *point;
    const bool flat = coordinates == Coordinates::pixel;
    if (values.size() == (flat ? 3U : 4U)) {
        throw place.error("must end with a label: 1 object, 0 background, -1 no point");
    }
    throw place.error(flat ? "must be [x, y, label]" : "must be [x, y, z, label]");
}

GivenBox read_box(const JsonPlace& place, Coordinates coordinates) {
    if (const auto box = box_from(numbers(place), coordinates)) return *box;
    throw place.error(coordinates == Coordinates::pixel ? "must be [x0, y0, x1, y1] with x0 <= x1 and y0 <= y1"
                                                        : "must be [x0, y0, z0, x1, y1, z1]");
}

Size read_grid(const JsonPlace& place) {
    const auto sides = place.elements();
    const std::string expected = "must be [height, width] in pixels";
    if (sides.size() != 2) throw place.error(expected);
    const Size grid{sides[0].as<int>(), sides[1].as<int>()};
    if (grid.height < 1 || grid.width < 1) throw place.error(expected);
    return grid;
}

GivenRound read_round(const JsonPlace& place, Coordinates coordinates) {
    GivenRound round;
    if (place.has("points")) {
        for (const JsonPlace& point : place.at("points").elements())
            round.points.push_back(read_point(point, coordinates));
    }
    if (place.has("box")) round.box = read_box(place.at("box"), coordinates);
    if (place.has("text")) round.text = place.at("text").as<std::string>();
    if (place.has("grid")) round.grid = read_grid(place.at("grid"));
    return round;
}

GivenObject read_object(const JsonPlace& place, const Inherited& from) {
    place.check_known({"name", "coords", "slice", "mask", "rounds", "points", "box", "text", "grid", "repeat"});
    const Inherited own = inherit(place, from);
    GivenObject object;
    object.name = place.has("name") ? place.at("name").as<std::string>() : "object";
    if (place.has("repeat")) object.name += " (repeat " + std::to_string(place.at("repeat").as<int>()) + ")";
    object.source = place.place();
    object.coordinates = own.coordinates;
    object.slice = own.slice;
    if (place.has("mask")) object.mask = own.folder / place.at("mask").as<std::string>();
    if (!place.has("rounds")) {
        object.rounds.push_back(read_round(place, own.coordinates));
        return object;
    }
    for (const char* field : {"points", "box", "text", "grid"}) {
        if (place.has(field))
            throw place.error("has 'rounds', so '" + std::string(field) + "' belongs into one of them");
    }
    for (const JsonPlace& round : place.at("rounds").elements()) {
        round.check_known({"points", "box", "text", "grid"});
        object.rounds.push_back(read_round(round, own.coordinates));
    }
    return object;
}

GivenImage read_image_prompts(const JsonPlace& place, const Inherited& from) {
    GivenImage image;
    if (place.has("image")) image.image = place.at("image").as<std::string>();
    const Inherited own = inherit(place, from);
    for (const JsonPlace& object : place.at("objects").elements()) image.objects.push_back(read_object(object, own));
    if (image.objects.empty()) throw place.at("objects").error("must hold an object");
    return image;
}

GivenPrompts read_prompts(const JsonPlace& place, const std::filesystem::path& file) {
    place.check_known({"schema", "comment", "coords", "slice", "protocol", "images", "objects"});
    if (place.has("schema") && place.at("schema").as<std::string>() != schema_name) {
        throw place.at("schema").error("must be \"" + std::string(schema_name) + "\"");
    }
    GivenPrompts prompts;
    const Inherited top = inherit(place, {file.parent_path(), Coordinates::pixel, {}});
    if (place.has("protocol")) {
        const JsonPlace protocol = place.at("protocol");
        protocol.check_known({"history", "mask_feedback"});
        if (protocol.has("history")) prompts.history = word(protocol.at("history"), history_words);
        if (protocol.has("mask_feedback"))
            prompts.mask_feedback = word(protocol.at("mask_feedback"), mask_feedback_words);
    }
    if (place.has("images") == place.has("objects")) throw place.error("needs either 'images' or 'objects'");
    if (place.has("objects")) {
        prompts.images.push_back(read_image_prompts(place, top));
        return prompts;
    }
    for (const JsonPlace& image : place.at("images").elements()) {
        image.check_known({"image", "coords", "slice", "objects"});
        prompts.images.push_back(read_image_prompts(image, top));
    }
    if (prompts.images.empty()) throw place.at("images").error("must hold an image");
    return prompts;
}

}  // namespace

GivenObject read_given_object(const JsonPlace& place, const std::filesystem::path& folder) {
    return read_object(place, {folder, Coordinates::pixel, {}});
}

GivenPrompts read_given_prompts(const std::filesystem::path& file) {
    nlohmann::json json;
    try {
        json = nlohmann::json::parse(read_text_file(file, file_limit));
    } catch (const nlohmann::json::exception& problem) {
        throw Error(file.string() + ": is no JSON (" + problem.what() + "); docs/segment.md shows prompts files");
    }
    const JsonPlace place(json, file.string());
    return place.has("markups") ? read_markups(place) : read_prompts(place, file);
}

}  // namespace imis
