// Pictures with masks of the same names: one mask of labels, or a mask in the folder of each class.
#include <algorithm>
#include <map>
#include <set>
#include <system_error>

#include "dataset_fields.hpp"
#include "file_pairs.hpp"
#include "image_source.hpp"
#include "imis/base/error.hpp"
#include "imis/formats/pictures.hpp"
#include "label_names.hpp"
#include "source_image.hpp"

namespace imis {
namespace {

void check_mask_size(const Image& image, Size mask, const std::filesystem::path& file) {
    if (image.size == mask) return;
    throw Error(file.string() + ": has " + to_string(mask) + " pixels, but its image has " + to_string(image.size) +
                "; both must have the same size");
}

class PairSource : public ImageSource {
public:
    explicit PairSource(const ConversionOptions& options)
        : options_(options), labels_(options.labels), pairs_(paired_files(options, FileKind::picture)) {
        for (const FilePair& pair : pairs_) names_.push_back(pair.name);
    }

    [[nodiscard]] const std::vector<std::string>& classes() const override { return labels_.classes(); }
    [[nodiscard]] const std::vector<std::string>& names() const override { return names_; }

    [[nodiscard]] LabelledImage read(std::size_t index) override {
        const FilePair& pair = pairs_[index];
        LabelledImage read{source_picture(pair.image, options_.window), {}, options_.spacing};
        const LabelValues labels = read_label_values(pair.mask);
        check_mask_size(read.image, labels.size, pair.mask);
        read.planes = labels_.planes(labels, pair.mask);
        return read;
    }

private:
    ConversionOptions options_;
    LabelNames labels_;
    std::vector<FilePair> pairs_;
    std::vector<std::string> names_;
};

class ClassFolderSource : public ImageSource {
public:
    explicit ClassFolderSource(const ConversionOptions& options)
        : options_(options), images_(image_files(options.images, options.image_suffix)) {
        for (const FilePair& image : images_) names_.push_back(image.name);
        find_classes();
    }

    [[nodiscard]] const std::vector<std::string>& classes() const override { return classes_; }
    [[nodiscard]] const std::vector<std::string>& names() const override { return names_; }

    [[nodiscard]] LabelledImage read(std::size_t index) override {
        LabelledImage read{source_picture(images_[index].image, options_.window), {}, options_.spacing};
        for (std::size_t i = 0; i < classes_.size(); ++i) {
            const auto file = masks_[i].find(names_[index]);
            if (file == masks_[i].end()) continue;
            const LabelValues values = read_label_values(file->second);
            check_mask_size(read.image, values.size, file->second);
            // Whatever is not 0 belongs to the class.
            for (LabelPlane& plane : LabelNames("mask").planes(values, file->second)) {
                read.planes.push_back({static_cast<int>(i), std::move(plane.mask)});
            }
        }
        return read;
    }

private:
    void find_classes() {
        std::error_code code;
        if (!std::filesystem::is_directory(options_.masks, code)) {
            throw Error(options_.masks.string() + ": no such folder");
        }
        std::map<std::string, std::filesystem::path> folders;
        for (const auto& entry : std::filesystem::directory_iterator(options_.masks)) {
            const std::string name = entry.path().filename().string();
            if (entry.is_directory() && !name.starts_with('.')) folders.emplace(name, entry.path());
        }
        if (folders.empty()) throw Error(options_.masks.string() + ": has no folders, one for each class");
        if (!options_.labels.empty()) classes_ = LabelNames(options_.labels).classes();
        for (const auto& [name, folder] : folders) {
            if (options_.labels.empty()) classes_.push_back(name);
        }
        masks_.resize(classes_.size());
        for (const auto& [name, folder] : folders) masks_[class_of_folder(name, folder)] = masks_of(folder);
    }

    [[nodiscard]] std::size_t class_of_folder(const std::string& name, const std::filesystem::path& folder) const {
        const auto is_its = [&](const std::string& known) { return file_name_safe(known) == name; };
        const auto known = std::ranges::find_if(classes_, is_its);
        if (known != classes_.end()) return static_cast<std::size_t>(known - classes_.begin());
        throw Error(folder.string() + ": the labels name no such class; name it, or move the folder away", {"labels"});
    }

    // The masks of a class by the names of their images.
    [[nodiscard]] std::map<std::string, std::filesystem::path> masks_of(const std::filesystem::path& folder) const {
        std::map<std::string, std::filesystem::path> masks;
        std::vector<std::string> unpaired;
        const std::set<std::string> known(names_.begin(), names_.end());
        for (const auto& [name, file] : named_files(folder, FileKind::picture, options_.mask_suffix)) {
            if (!known.contains(flat_name(name))) {
                unpaired.push_back(file.string());
                continue;
            }
            masks.emplace(flat_name(name), file);
        }
        report_unpaired(unpaired, "image", options_.skip_unpaired);
        return masks;
    }

    ConversionOptions options_;
    std::vector<FilePair> images_;
    std::vector<std::string> names_;
    std::vector<std::string> classes_;
    std::vector<std::map<std::string, std::filesystem::path>> masks_;  // of each class
};

}  // namespace

std::unique_ptr<ImageSource> open_pairs(const ConversionOptions& options) {
    return std::make_unique<PairSource>(options);
}

std::unique_ptr<ImageSource> open_class_folders(const ConversionOptions& options) {
    return std::make_unique<ClassFolderSource>(options);
}

}  // namespace imis
