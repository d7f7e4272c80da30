// What tests of this layer segment, and the engines that they segment it with.
#pragma once

#include <cmath>
#include <functional>
#include <optional>
#include <string>

#include "copied_bundle.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/formats/volumes.hpp"
#include "imis/model/engine.hpp"
#include "imis/segmentation/study.hpp"
#include "tiny_engine.hpp"

namespace imis {

// Takes points, boxes, texts and masks.
inline std::filesystem::path ellipse_bundle() {
    return std::filesystem::path(IMIS_SOURCE_DIR) / "models" / "ellipse";
}

// Takes boxes alone and fills them with an ellipse, whatever the image shows.
inline const Engine& ellipse_engine() {
    static const Engine engine(open_bundle(ellipse_bundle()), {.device = "cpu"});
    return engine;
}

using GreyValue = std::function<int(int i, int j, int k)>;  // 0 to 255

// Writes a volume; the file's ending says the format.
inline void write_grey_volume(const std::filesystem::path& file, const VolumeGeometry& geometry,
                              const GreyValue& value) {
    LabelVolume volume{geometry, {}};
    for (int k = 0; k < geometry.size[2]; ++k) {
        for (int j = 0; j < geometry.size[1]; ++j) {
            for (int i = 0; i < geometry.size[0]; ++i)
                volume.labels.push_back(static_cast<std::uint8_t>(value(i, j, k)));
        }
    }
    write_label_volume(file, volume);
}

// A study in a folder of its own.
class FolderStudy {
public:
    const Study& operator*() const { return *study_; }
    const Study* operator->() const { return &*study_; }
    [[nodiscard]] std::filesystem::path folder() const { return folder_.path(); }

protected:
    FolderStudy() = default;

    // Opens a file of the folder, which must have been written.
    void open(const std::string& name) { study_.emplace(folder_ / name, StudyOptions{}); }

private:
    TemporaryFolder folder_;
    std::optional<Study> study_;
};

// A volume.
class VolumeStudy : public FolderStudy {
public:
    VolumeStudy(const VolumeGeometry& geometry, const GreyValue& value) {
        write_grey_volume(folder() / "volume.nrrd", geometry, value);
        open("volume.nrrd");
    }
};

// A bright disc in the middle of a dark picture, 120 x 90.
inline Image disc_image() {
    Image image{{90, 120}, std::vector<std::uint8_t>(std::size_t{90} * 120 * 3, 40)};
    for (int y = 0; y < 90; ++y) {
        for (int x = 0; x < 120; ++x) {
            if (std::hypot(x - 60, y - 40) > 25) continue;
            for (std::size_t c = 0; c < 3; ++c) image.rgb[3 * static_cast<std::size_t>(y * 120 + x) + c] = 200;
        }
    }
    return image;
}

// The disc as a PNG.
class DiscStudy : public FolderStudy {
public:
    DiscStudy() {
        write_image_png(folder() / "disc.png", disc_image());
        open("disc.png");
    }
};

}  // namespace imis
