#include "annotation_files.hpp"

#include <map>

#include <nlohmann/json.hpp>

#include "answer_json.hpp"
#include "imis/base/files.hpp"
#include "imis/base/version.hpp"
#include "imis/image/outlines.hpp"
#include "imis/image/run_lengths.hpp"

namespace imis {
namespace {

using Json = nlohmann::ordered_json;

Json number(float value) {
    return static_cast<std::int64_t>(value);  // corners and sides of pixels
}

// x, y, width and height in pixels.
Json coco_box(const Mask& mask) {
    if (area(mask) == 0) return {0, 0, 0, 0};
    const Box box = tight_box(mask);
    return {number(box.x0), number(box.y0), number(box.x1 - box.x0 + 1), number(box.y1 - box.y0 + 1)};
}

Json coco_segmentation(const Mask& mask) {
    return {{"size", {mask.size.height, mask.size.width}}, {"counts", compressed_run_lengths(run_lengths(mask))}};
}

Json geo_ring(const Ring& ring) {
    Json points = Json::array();
    for (const Point& at : ring) points.push_back({number(at.x), number(at.y)});
    return points;
}

Json geo_polygons(const Mask& mask) {
    Json polygons = Json::array();
    for (const Polygon& polygon : outlines(mask)) {
        Json rings = Json::array();
        rings.push_back(geo_ring(polygon.outer));
        for (const Ring& hole : polygon.holes) rings.push_back(geo_ring(hole));
        polygons.push_back(std::move(rings));
    }
    return {{"type", "MultiPolygon"}, {"coordinates", std::move(polygons)}};
}

void write(const std::filesystem::path& file, const Json& json) {
    write_file_atomically(file, json.dump() + "\n");
}

}  // namespace

void write_coco(const std::filesystem::path& file, const Study& study, std::span<const SegmentedObject> objects,
                const std::string& model) {
    Json coco = {{"info", {{"description", "made by imis " + version() + " with the model " + model}}},
                 {"images", Json::array()},
                 {"annotations", Json::array()},
                 {"categories", Json::array()}};
    std::map<std::string, int> image_ids;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const auto category = static_cast<int>(i) + 1;
        coco["categories"].push_back({{"id", category}, {"name", objects[i].name}});
        for (const auto& [slice, answer] : objects[i].slices) {
            const Mask& mask = answer.answer.mask;
            const std::string name = study.slice_name(objects[i].axes, slice);
            const auto [entry, is_new] = image_ids.emplace(name, static_cast<int>(image_ids.size()) + 1);
            if (is_new) {
                Json image = {{"id", entry->second}, {"file_name", study.input().string()}};
                add_slice(image, study, objects[i].axes, slice);
                image["width"] = mask.size.width;
                image["height"] = mask.size.height;
                coco["images"].push_back(std::move(image));
            }
            coco["annotations"].push_back({{"id", coco["annotations"].size() + 1},
                                           {"image_id", entry->second},
                                           {"category_id", category},
                                           {"segmentation", coco_segmentation(mask)},
                                           {"area", area(mask)},
                                           {"bbox", coco_box(mask)},
                                           {"iscrowd", 0},
                                           {"score", rounded(answer.answer.score, 6)}});
        }
    }
    write(file, coco);
}

void write_geojson(const std::filesystem::path& file, const Study& study, std::span<const SegmentedObject> objects,
                   const std::string& model) {
    Json features = Json::array();
    for (const SegmentedObject& object : objects) {
        for (const auto& [slice, answer] : object.slices) {
            Json properties = {{"object", object.name}, {"image", study.input().string()}};
            add_slice(properties, study, object.axes, slice);
            properties["score"] = rounded(answer.answer.score, 6);
            properties["area_px"] = area(answer.answer.mask);
            properties["model"] = model;
            features.push_back({{"type", "Feature"},
                                {"properties", std::move(properties)},
                                {"geometry", geo_polygons(answer.answer.mask)}});
        }
    }
    write(file, {{"type", "FeatureCollection"}, {"features", std::move(features)}});
}

}  // namespace imis
