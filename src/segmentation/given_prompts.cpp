// Prompts files (docs/segment.md).
#include "imis/segmentation/given_prompts.hpp"

#include "imis/base/json_fields.hpp"
#include "imis/model/manifest_words.hpp"
#include "markups.hpp"

namespace imis {
namespace {

constexpr std::string_view schema_name = "imis-prompts-1";
constexpr std::uint64_t file_limit = std::uint64_t{1} << 30;

// What holds for all objects below unless they say otherwise.
struct Inherited {
    std::filesystem::path file;
    Coordinates coordinates = Coordinates::pixel;
    SliceRequest slice;
};

Inherited inherit(const JsonFields& fields, Inherited from) {
    from.coordinates = fields.choice_or("coords", from.coordinates, coordinates_words);
    if (fields.has("slice")) {
        from.slice = parse_slice(fields.get<std::string>("slice"), from.file.string() + ": slice");
    }
    return from;
}

std::vector<std::string_view> object_fields() {
    std::vector<std::string_view> fields = {"name", "coords", "slice", "rounds", "repeat"};
    fields.insert(fields.end(), round_fields().begin(), round_fields().end());
    for (const PromptKindInfo& info : prompt_kinds) {
        if (info.first_only) fields.push_back(info.field);
    }
    return fields;
}

// Either `rounds`, or the fields of the only one.
std::vector<GivenRound> read_rounds(const JsonFields& object, Coordinates coordinates) {
    if (!object.has("rounds")) return {read_round(object, coordinates)};
    for (const std::string_view field : round_fields()) {
        if (object.has(std::string(field))) {
            object.fail("has 'rounds', so '" + std::string(field) + "' belongs in one of them");
        }
    }
    std::vector<GivenRound> rounds;
    for (const JsonFields& round : object.at("rounds").elements()) {
        round.check_known(round_fields());
        rounds.push_back(read_round(round, coordinates));
    }
    return rounds;
}

// Adds what the object begins with to its first round.
void read_start(const JsonFields& fields, const Inherited& from, GivenObject& object) {
    if (object.rounds.empty()) object.rounds.emplace_back();
    GivenRound& first = object.rounds.front();
    for (const PromptKindInfo& info : prompt_kinds) {
        if (info.first_only) add_field(first, info.kind, fields, from.coordinates);
    }
    if (!first.mask.empty()) first.mask = from.file.parent_path() / first.mask;
}

GivenObject read_object(const JsonFields& fields, const Inherited& from) {
    fields.check_known(object_fields());
    const Inherited own = inherit(fields, from);
    GivenObject object;
    object.name = fields.get_or<std::string>("name", "object");
    if (fields.has("repeat")) object.name += " (repeat " + std::to_string(fields.get<int>("repeat")) + ")";
    object.source = from.file.string() + ": " + fields.path();
    object.coordinates = own.coordinates;
    object.slice = own.slice;
    object.rounds = read_rounds(fields, own.coordinates);
    read_start(fields, own, object);
    return object;
}

GivenImage read_image_prompts(const JsonFields& fields, const Inherited& from) {
    GivenImage image;
    image.image = fields.get_or<std::string>("image", "");
    const Inherited own = inherit(fields, from);
    for (const JsonFields& object : fields.at("objects").elements()) image.objects.push_back(read_object(object, own));
    if (image.objects.empty()) fields.fail("objects", "must hold an object");
    return image;
}

void read_protocol(const JsonFields& fields, GivenPrompts& prompts) {
    fields.check_known({"history", "mask_feedback"});
    if (fields.has("history")) prompts.history = fields.choice("history", history_words);
    if (fields.has("mask_feedback")) prompts.mask_feedback = fields.choice("mask_feedback", mask_feedback_words);
}

GivenPrompts read_prompts(const JsonFields& fields, const std::filesystem::path& file) {
    fields.check_known({"schema", "comment", "coords", "slice", "protocol", "images", "objects"});
    if (fields.has("schema") && fields.get<std::string>("schema") != schema_name) {
        fields.fail("schema", "must be \"" + std::string(schema_name) + "\"");
    }
    GivenPrompts prompts;
    const Inherited top = inherit(fields, {file, Coordinates::pixel, {}});
    if (fields.has("protocol")) read_protocol(fields.at("protocol"), prompts);
    if (fields.has("images") == fields.has("objects")) fields.fail("needs either 'images' or 'objects'");
    if (fields.has("objects")) {
        prompts.images.push_back(read_image_prompts(fields, top));
        return prompts;
    }
    for (const JsonFields& image : fields.at("images").elements()) {
        image.check_known({"image", "coords", "slice", "objects"});
        prompts.images.push_back(read_image_prompts(image, top));
    }
    if (prompts.images.empty()) fields.fail("images", "must hold an image");
    return prompts;
}

}  // namespace

GivenPrompts read_given_prompts(const std::filesystem::path& file) {
    const JsonFields fields = JsonFields::read(file, {"", "docs/segment.md describes prompts files"}, file_limit);
    return fields.has("markups") ? read_markups(fields, file) : read_prompts(fields, file);
}

}  // namespace imis
