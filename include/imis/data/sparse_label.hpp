// Labels of IMed-361M: a SciPy sparse matrix with one row a class and one column a pixel.
#pragma once

#include <filesystem>
#include <vector>

#include "imis/data/label_shape.hpp"
#include "imis/image/image.hpp"

namespace imis {

// The plane of one class, with at least one pixel of foreground.
struct LabelPlane {
    int class_index = 0;
    Mask mask;
};

// Reads a label that scipy.sparse.save_npz wrote (CSR, CSC or COO matrix or array of shape (classes, height * width), pixels
// row by row; compressed or not; boolean, integer or float values) whose true shape stands in its name (label_shape.hpp).
// A pixel is foreground where its value is not 0; values stored twice are added up, as SciPy does. Returns the planes that
// have foreground, in class order. Throws ItemError naming the file where it is missing, corrupt, of another format (BSR, DIA),
// its indices lie outside, or its shape is not the one in its name.
[[nodiscard]] std::vector<LabelPlane> read_sparse_label(const std::filesystem::path& path);

}  // namespace imis
