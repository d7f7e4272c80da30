#include "imis/formats/annotations.hpp"

#include <cstdint>
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "imis/base/files.hpp"
#include "imis/base/version.hpp"
#include "imis/image/mask_encoding.hpp"

namespace imis {
namespace {

using Json = nlohmann::ordered_json;

Json whole_pixels(float value) {
    return static_cast<std::int64_t>(value);  // corners and sides of pixels
}

// x, y, width and height in pixels.
Json coco_box(const Mask& mask) {
    if (area(mask) == 0) return {0, 0, 0, 0};
    const Box box = tight_box(mask);
    return {whole_pixels(box.x0), whole_pixels(box.y0), whole_pixels(box.x1 - box.x0 + 1),
            whole_pixels(box.y1 - box.y0 + 1)};
}

Json coco_segmentation(const Mask& mask) {
    return {{"size", {mask.size.height, mask.size.width}}, {"counts", compressed_run_lengths(run_lengths(mask))}};
}

Json geo_ring(const Ring& ring) {
    Json points = Json::array();
    for (const Point& at : ring) points.push_back({whole_pixels(at.x), whole_pixels(at.y)});
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

void write_json(const std::filesystem::path& file, const Json& json) {
    write_file_atomically(file, json.dump() + "\n");
}

Json coco_image(int id, const Annotations& annotations, const Annotation& annotation) {
    Json image = {{"id", id}, {"file_name", annotations.image.string()}};
    if (!annotation.slice.empty()) image["slice"] = annotation.slice;
    image["width"] = annotation.mask->size.width;
    image["height"] = annotation.mask->size.height;
    return image;
}

Json coco_categories(const std::vector<std::string>& objects) {
    Json categories = Json::array();
    for (const std::string& name : objects) categories.push_back({{"id", categories.size() + 1}, {"name", name}});
    return categories;
}

}  // namespace

void write_coco(const std::filesystem::path& file, const Annotations& annotations) {
    Json coco = {{"info", {{"description", "made by imis " + version() + " with the model " + annotations.model}}},
                 {"images", Json::array()},
                 {"annotations", Json::array()},
                 {"categories", coco_categories(annotations.objects)}};
    std::map<std::string, int> image_ids;  // by slice
    for (const Annotation& annotation : annotations.masks) {
        const Mask& mask = *annotation.mask;
        const auto [entry, is_new] = image_ids.emplace(annotation.slice, static_cast<int>(image_ids.size()) + 1);
        if (is_new) coco["images"].push_back(coco_image(entry->second, annotations, annotation));
        coco["annotations"].push_back({{"id", coco["annotations"].size() + 1},
                                       {"image_id", entry->second},
                                       {"category_id", annotation.object + 1},
                                       {"segmentation", coco_segmentation(mask)},
                                       {"area", area(mask)},
                                       {"bbox", coco_box(mask)},
                                       {"iscrowd", 0},
                                       {"score", annotation.score}});
    }
    write_json(file, coco);
}

void write_geojson(const std::filesystem::path& file, const Annotations& annotations) {
    Json features = Json::array();
    for (const Annotation& annotation : annotations.masks) {
        Json properties = {{"object", annotations.objects.at(annotation.object)},
                           {"image", annotations.image.string()}};
        if (!annotation.slice.empty()) properties["slice"] = annotation.slice;
        properties["score"] = annotation.score;
        properties["area_px"] = area(*annotation.mask);
        properties["model"] = annotations.model;
        features.push_back(
            {{"type", "Feature"}, {"properties", std::move(properties)}, {"geometry", geo_polygons(*annotation.mask)}});
    }
    write_json(file, {{"type", "FeatureCollection"}, {"features", std::move(features)}});
}

}  // namespace imis
