// Images with their masks, whatever form they come in.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "imis/data/conversion.hpp"
#include "imis/data/sparse_label.hpp"
#include "imis/image/image.hpp"
#include "imis/image/lattice.hpp"

namespace imis {

struct LabelledImage {
    Image image;
    std::vector<LabelPlane> planes;  // in class order, each with a pixel
    std::optional<PixelSpacing> spacing;
    std::optional<double> slice_spacing = std::nullopt;  // between the slices of its volume, in millimetres
};

class ImageSource {
public:
    virtual ~ImageSource() = default;

    [[nodiscard]] virtual const std::vector<std::string>& classes() const = 0;

    // The images' names, each once, in the order in which they are read most cheaply.
    [[nodiscard]] virtual const std::vector<std::string>& names() const = 0;

    // Reads an image and its masks, which have its size. Throws Error naming the file.
    [[nodiscard]] virtual LabelledImage read(std::size_t index) = 0;

    // How names say which volume a slice is of; empty where they don't.
    [[nodiscard]] virtual std::string volume_rule() const { return {}; }

    // Images that the source has left out, since they have no target.
    [[nodiscard]] virtual std::size_t left_out() const { return 0; }
};

// Each throws UsageError where options are missing or don't apply, Error where files are missing or have no partner.
[[nodiscard]] std::unique_ptr<ImageSource> open_pairs(const ConversionOptions& options);
[[nodiscard]] std::unique_ptr<ImageSource> open_class_folders(const ConversionOptions& options);
[[nodiscard]] std::unique_ptr<ImageSource> open_volumes(const ConversionOptions& options);
[[nodiscard]] std::unique_ptr<ImageSource> open_coco(const ConversionOptions& options);

}  // namespace imis
