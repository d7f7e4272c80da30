#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "dataset_fields.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/data/conversion.hpp"
#include "imis/data/sample.hpp"
#include "imis/data/sparse_label.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/image/palette.hpp"
#include "staged_folder.hpp"

namespace imis {
namespace {

bool overlap(const std::vector<LabelPlane>& planes) {
    if (planes.size() < 2) return false;
    std::vector<std::uint8_t> covered(planes.front().mask.pixels.size(), 0);
    for (const LabelPlane& plane : planes) {
        for (std::size_t pixel = 0; pixel < covered.size(); ++pixel) {
            covered[pixel] = static_cast<std::uint8_t>(covered[pixel] + plane.mask.pixels[pixel]);
            if (covered[pixel] > 1) return true;
        }
    }
    return false;
}

// Whether one picture can't hold all masks of an image. Throws ItemError.
bool needs_class_folders(const Dataset& dataset) {
    if (dataset.classes.size() > static_cast<std::size_t>(max_label)) return true;
    for (const Split split : {Split::training, Split::test}) {
        for (const DatasetItem& item : dataset.items(split)) {
            throw_if_interrupted();
            if (!item.problem.empty()) throw ItemError(item.problem);
            if (overlap(read_sparse_label(resolve_item_path(dataset.folder, item.label)))) return true;
        }
    }
    return false;
}

LabelImage label_image(const Sample& sample) {
    LabelImage labels{sample.image.size, {}};
    labels.labels.resize(static_cast<std::size_t>(sample.image.size.area()), 0);
    for (const Target& target : sample.targets) {
        for (std::size_t pixel = 0; pixel < labels.labels.size(); ++pixel) {
            if (target.mask.pixels[pixel] != 0)
                labels.labels[pixel] = static_cast<std::uint8_t>(target.class_index + 1);
        }
    }
    return labels;
}

void write_masks(const std::filesystem::path& folder, const std::string& name, const Sample& sample,
                 bool class_folders) {
    if (!class_folders) {
        write_label_png(folder / (name + ".png"), label_image(sample));
        return;
    }
    for (const Target& target : sample.targets) {
        const std::string class_folder = file_name_safe(target.name);
        if (class_folder.empty())
            throw Error("the class '" + target.name + "' can't be the name of a folder; rename it");
        write_mask_png(folder / class_folder / (name + ".png"), target.mask);
    }
}

void write_labels(const std::filesystem::path& file, const std::vector<std::string>& classes) {
    nlohmann::ordered_json labels = {{"0", "background"}};
    for (std::size_t i = 0; i < classes.size(); ++i) labels[std::to_string(i + 1)] = classes[i];
    write_file_atomically(file, labels.dump(1) + "\n");
}

}  // namespace

ExportResult export_pictures(const ExportOptions& options, const ConversionProgress& progress) {
    const Dataset dataset = read_dataset(options.dataset);
    StagedFolder folder(options.output, options.overwrite, "labels.json");
    ExportResult result;
    result.class_folders = needs_class_folders(dataset);
    const std::size_t all = dataset.training.size() + dataset.test.size();
    for (const Split split : {Split::training, Split::test}) {
        const std::filesystem::path split_folder = folder.path() / word_of(split_words, split);
        for (const DatasetItem& item : dataset.items(split)) {
            throw_if_interrupted();
            const Sample sample = load_sample(dataset, item);
            write_image_png(split_folder / "images" / (item.name + ".png"), sample.image);
            write_masks(split_folder / "masks", item.name, sample, result.class_folders);
            ++(split == Split::test ? result.test : result.training);
            if (progress) progress(result.test + result.training, all);
        }
    }
    write_labels(folder.path() / "labels.json", dataset.classes);
    folder.finish();
    return result;
}

}  // namespace imis
