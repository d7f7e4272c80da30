#include "imis/data/sample.hpp"

#include <filesystem>

#include "dataset_fields.hpp"
#include "imis/base/error.hpp"
#include "imis/data/sparse_label.hpp"
#include "imis/formats/pictures.hpp"

namespace imis {
namespace {

void check_classes(const Dataset& dataset, const LabelShape& shape, const std::filesystem::path& label) {
    if (static_cast<std::size_t>(shape.classes) == dataset.classes.size()) return;
    throw ItemError(label.string() + ": has " + std::to_string(shape.classes) + " planes, but the data set names " +
                    std::to_string(dataset.classes.size()) + " classes; each class needs one plane");
}

void check_size(const Image& image, const LabelShape& shape, const std::filesystem::path& label) {
    if (image.size == shape.size) return;
    throw ItemError(label.string() + ": has " + to_string(shape.size) + " pixels, but its image has " +
                    to_string(image.size) + "; both must have the same size");
}

}  // namespace

Sample load_sample(const Dataset& dataset, const DatasetItem& item) {
    if (!item.problem.empty()) throw ItemError(item.problem);
    const std::filesystem::path image_path = resolve_item_path(dataset.folder, item.image);
    const std::filesystem::path label_path = resolve_item_path(dataset.folder, item.label);
    const LabelShape shape = label_shape_from_name(label_path);
    check_classes(dataset, shape, label_path);

    Sample sample;
    sample.image = read_image(image_path);
    check_size(sample.image, shape, label_path);
    const auto name_of = [&](int class_index) { return dataset.classes[static_cast<std::size_t>(class_index)]; };
    for (LabelPlane& plane : read_sparse_label(label_path)) {
        sample.targets.push_back({plane.class_index, name_of(plane.class_index), std::move(plane.mask)});
    }
    return sample;
}

}  // namespace imis
