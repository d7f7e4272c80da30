#include "imis/formats/coco.hpp"

#include <algorithm>
#include <set>

#include "imis/base/error.hpp"
#include "imis/image/mask_encoding.hpp"

namespace imis {
namespace {

Size size_field(const JsonFields& image) {
    const Size size{image.get<int>("height"), image.get<int>("width")};
    if (size.height < 1 || size.width < 1 || size.height > max_image_side || size.width > max_image_side ||
        size.area() > max_image_pixels) {
        image.fail("has no size that an image can have");
    }
    return size;
}

// {"size": [height, width], "counts": [...] or "..."}.
Mask run_length_mask(const JsonFields& segmentation, Size size) {
    const auto stated = segmentation.get<std::vector<int>>("size");
    if (stated != std::vector<int>{size.height, size.width}) {
        segmentation.fail("size", "is not that of its image, [" + std::to_string(size.height) + ", " +
                                      std::to_string(size.width) + "]");
    }
    const JsonFields counts = segmentation.at("counts");
    return mask_of_run_lengths(size, counts.is_text() ? decompressed_run_lengths(counts.as<std::string>())
                                                      : counts.as<std::vector<std::uint32_t>>());
}

// Sets the pixels of an annotation.
void add_annotation(const JsonFields& annotation, Mask& mask) {
    const JsonFields segmentation = annotation.at("segmentation");
    if (segmentation.is_list()) {
        for (const JsonFields& polygon : segmentation.elements()) fill_polygon(mask, polygon.as<std::vector<double>>());
        return;
    }
    const Mask one = run_length_mask(segmentation, mask.size);
    std::ranges::transform(one.pixels, mask.pixels, mask.pixels.begin(), std::ranges::max);
}

}  // namespace

CocoFile::CocoFile(const std::filesystem::path& path) {
    const JsonFields file = JsonFields::read(path, {});
    std::map<std::int64_t, std::string> names;  // by id
    std::set<std::string> taken;
    for (const JsonFields& category : file.at("categories").elements()) {
        const auto name = category.get<std::string>("name");
        if (name.empty() || !taken.insert(name).second) category.fail("name", "is empty or was there before");
        if (!names.emplace(category.get<std::int64_t>("id"), name).second) category.fail("id", "was there before");
    }
    if (names.empty()) file.fail("categories", "names none");
    for (const auto& [id, name] : names) {
        category_of_id_.emplace(id, categories_.size());
        categories_.push_back(name);
    }
    std::map<std::int64_t, std::size_t> image_of_id;
    for (const JsonFields& image : file.at("images").elements()) {
        if (!image_of_id.emplace(image.get<std::int64_t>("id"), images_.size()).second) {
            image.fail("id", "was there before");
        }
        images_.push_back({image.get<std::string>("file_name"), size_field(image), {}});
    }
    for (const JsonFields& annotation : file.at("annotations").elements()) {
        const auto image = image_of_id.find(annotation.get<std::int64_t>("image_id"));
        if (image == image_of_id.end()) annotation.fail("image_id", "is the id of no image");
        if (!category_of_id_.contains(annotation.get<std::int64_t>("category_id"))) {
            annotation.fail("category_id", "is the id of no category");
        }
        images_[image->second].annotations.push_back(annotation);
    }
}

std::map<std::size_t, Mask> CocoFile::masks(const CocoImage& image) const {
    std::map<std::size_t, Mask> masks;
    for (const JsonFields& annotation : image.annotations) {
        try {
            const std::size_t category = category_of_id_.at(annotation.get<std::int64_t>("category_id"));
            add_annotation(annotation, masks.try_emplace(category, Mask::zeros(image.size)).first->second);
        } catch (const Error& problem) {
            throw ItemError(image.file_name + ": the annotation '" + annotation.path() +
                            "' can't be read: " + problem.what());
        }
    }
    std::erase_if(masks, [](const auto& entry) { return area(entry.second) == 0; });
    return masks;
}

}  // namespace imis
