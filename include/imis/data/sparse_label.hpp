// Labels of IMed-361M: a SciPy sparse matrix with one row per class and one column per pixel. Its true shape is in the
// file's name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "imis/image/geometry.hpp"
#include "imis/image/image.hpp"

namespace imis {

// Larger labels are refused from their name alone. Sides and pixels of a plane are limited as those of images are.
inline constexpr std::int64_t max_label_classes = 65535;
inline constexpr std::int64_t max_label_pixels = std::int64_t{1} << 32;  // of all planes together

// One plane of height x width for each class.
struct LabelShape {
    int classes = 0;
    Size size;
    bool operator==(const LabelShape&) const = default;
};

// The shape in a name such as "x___ABD_001_100.(13, 512, 512, 1).npz": the parenthesised numbers right before the
// extension, (classes, height, width, 1) or (classes, height, width). Throws ItemError naming the file where there are
// none, they are not positive, the last of four is not 1, or they are absurdly large.
[[nodiscard]] LabelShape label_shape_from_name(const std::filesystem::path& path);

// The plane of one class, with at least one pixel of foreground.
struct LabelPlane {
    int class_index = 0;
    Mask mask;
};

// Reads a label that scipy.sparse.save_npz wrote (CSR, CSC or COO matrix or array of shape (classes, height * width),
// pixels row by row; compressed or not; boolean, integer or float values) whose true shape is in its name. A pixel is
// foreground where its value is not 0; values stored twice are added up, as SciPy does. Returns the planes that have
// foreground, in class order. Throws ItemError naming the file where it is missing, corrupt, of another format (BSR,
// DIA), its indices lie outside, or its shape is not the one in its name.
[[nodiscard]] std::vector<LabelPlane> read_sparse_label(const std::filesystem::path& path);

// The name of the label file of an image: "x___NAME.(CLASSES, HEIGHT, WIDTH, 1).npz".
[[nodiscard]] std::string label_file_name(const std::string& image_name, const LabelShape& shape);

// Writes a label as scipy.sparse.save_npz does (CSR, 1 for foreground), which read_sparse_label reads back. The planes
// are in class order, each class once; their size and the classes must fit the shape, which must be that in the file's
// name. The same label gives the same bytes. Throws Error naming the file.
void write_sparse_label(const std::filesystem::path& path, const LabelShape& shape, std::span<const LabelPlane> planes);

}  // namespace imis
