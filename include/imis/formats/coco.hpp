// Reading COCO's annotation files (cocodataset.org, "Data format"): which objects are where in which pictures.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "imis/base/json_fields.hpp"
#include "imis/image/image.hpp"

namespace imis {

// A picture that the file lists.
struct CocoImage {
    std::string file_name;  // as given there, relative to a folder that the file doesn't name
    Size size;
    std::vector<JsonFields> annotations;  // in the file's order
};

class CocoFile {
public:
    // Throws Error (file, field) where it is no such file, an annotation belongs to no image or category, or an id or a
    // category's name stands there twice.
    explicit CocoFile(const std::filesystem::path& path);

    // The categories' names in the order of their ids.
    [[nodiscard]] const std::vector<std::string>& categories() const { return categories_; }

    // In the file's order.
    [[nodiscard]] const std::vector<CocoImage>& images() const { return images_; }

    // The masks of an image by category (index into categories()), those of one category laid together: polygons
    // (fill_polygon), run lengths as numbers or compressed. Annotations without a pixel give none. Throws ItemError
    // (file, field) where one is malformed or of another size.
    [[nodiscard]] std::map<std::size_t, Mask> masks(const CocoImage& image) const;

private:
    std::vector<std::string> categories_;
    std::map<std::int64_t, std::size_t> category_of_id_;
    std::vector<CocoImage> images_;
};

}  // namespace imis
