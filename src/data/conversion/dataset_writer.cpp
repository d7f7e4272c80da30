#include "dataset_writer.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/formats/pictures.hpp"

namespace imis {
namespace {

using Json = nlohmann::ordered_json;

Json spacing_json(const PixelSpacing& spacing) {
    return {spacing.height, spacing.width};
}

Json labels_json(const std::vector<std::string>& classes) {
    Json labels = {{"0", "background"}};
    for (std::size_t i = 0; i < classes.size(); ++i) labels[std::to_string(i + 1)] = classes[i];
    return labels;
}

bool is_equal(const std::optional<PixelSpacing>& a, const std::optional<PixelSpacing>& b) {
    if (!a || !b) return a.has_value() == b.has_value();
    return a->height == b->height && a->width == b->width;
}

}  // namespace

DatasetWriter::DatasetWriter(std::filesystem::path folder, DatasetHead head)
    : folder_(std::move(folder)), head_(std::move(head)) {}

void DatasetWriter::add(Split split, const std::string& name, const LabelledImage& image) {
    const LabelShape shape{static_cast<int>(head_.classes.size()), image.image.size};
    const std::string label = label_file_name(name, shape);
    write_image_png(folder_ / "image" / (name + ".png"), image.image);
    write_sparse_label(folder_ / "label" / label, shape, image.planes);
    items_[split].push_back({name, label, image.spacing, image.slice_spacing});
}

void DatasetWriter::finish() const {
    const Item* first = nullptr;
    bool is_common = true;
    bool is_common_slice = true;
    for (const auto& [split, items] : items_) {
        for (const Item& item : items) {
            if (first == nullptr) first = &item;
            is_common = is_common && is_equal(item.spacing, first->spacing);
            is_common_slice = is_common_slice && item.slice_spacing == first->slice_spacing;
            if (item.spacing.has_value() == first->spacing.has_value()) continue;
            throw Error("the image '" + (item.spacing ? first->name : item.name) + "' has no spacing, but '" +
                        (item.spacing ? item.name : first->name) + "' has one; convert them to data sets of their own");
        }
    }
    Json dataset = {{"name", head_.name}, {"dimension", "2D"}};
    if (!head_.modality.empty()) dataset["modality"] = {{"0", head_.modality}};
    dataset["labels"] = labels_json(head_.classes);
    if (first != nullptr && first->spacing && is_common) dataset["spacing"] = spacing_json(*first->spacing);
    if (first != nullptr && first->slice_spacing && is_common_slice) dataset["slice_spacing"] = *first->slice_spacing;
    if (!head_.volume_rule.empty()) dataset["volume_rule"] = head_.volume_rule;
    for (const auto& [split, count] : {std::pair(Split::training, "numTraining"), {Split::test, "numTest"}}) {
        const auto written = items_.find(split);
        Json list = Json::array();
        if (written != items_.end()) {
            for (const Item& item : written->second) {
                Json entry = {{"image", "image/" + item.name + ".png"}, {"label", "label/" + item.label}};
                if (item.spacing && !is_common) entry["spacing"] = spacing_json(*item.spacing);
                if (item.slice_spacing && !is_common_slice) entry["slice_spacing"] = *item.slice_spacing;
                list.push_back(std::move(entry));
            }
        }
        dataset[count] = list.size();
        dataset[word_of(split_words, split)] = std::move(list);
    }
    write_file_atomically(folder_ / "dataset.json", dataset.dump(1) + "\n");
}

}  // namespace imis
