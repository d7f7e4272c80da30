// Pictures and a COCO annotation file.
#include <set>

#include "file_pairs.hpp"
#include "image_source.hpp"
#include "imis/base/error.hpp"
#include "imis/formats/coco.hpp"
#include "imis/formats/format.hpp"
#include "source_image.hpp"

namespace imis {
namespace {

class CocoSource : public ImageSource {
public:
    explicit CocoSource(const ConversionOptions& options) : options_(options), file_(options.masks) {
        if (!options.labels.empty()) {
            throw UsageError("labels: COCO files name their classes themselves; give none", {"labels"});
        }
        std::set<std::string> taken;
        for (const CocoImage& image : file_.images()) {
            const std::filesystem::path path = std::filesystem::path(image.file_name).lexically_normal();
            if (path.is_absolute() || path.empty() || *path.begin() == "..") {
                throw Error(options.masks.string() + ": the image '" + image.file_name +
                            "' leaves the folder of the images; name files within it");
            }
            const std::string name =
                flat_name((path.parent_path() / name_without_ending(path.filename())).generic_string());
            if (!taken.insert(name).second) {
                throw Error(options.masks.string() + ": two images would be called '" + name + "'; rename one");
            }
            names_.push_back(name);
        }
        if (names_.empty()) throw Error(options.masks.string() + ": lists no images");
    }

    [[nodiscard]] const std::vector<std::string>& classes() const override { return file_.categories(); }
    [[nodiscard]] const std::vector<std::string>& names() const override { return names_; }

    [[nodiscard]] LabelledImage read(std::size_t index) override {
        const CocoImage& image = file_.images()[index];
        const std::filesystem::path path = options_.images / image.file_name;
        LabelledImage read{source_picture(path, options_.window), {}, options_.spacing};
        if (read.image.size != image.size) {
            throw Error(path.string() + ": has " + to_string(read.image.size) + " pixels, but by " +
                        options_.masks.string() + " it has " + to_string(image.size));
        }
        for (auto& [category, mask] : file_.masks(image)) {
            read.planes.push_back({static_cast<int>(category), std::move(mask)});
        }
        return read;
    }

private:
    ConversionOptions options_;
    CocoFile file_;
    std::vector<std::string> names_;
};

}  // namespace

std::unique_ptr<ImageSource> open_coco(const ConversionOptions& options) {
    return std::make_unique<CocoSource>(options);
}

}  // namespace imis
