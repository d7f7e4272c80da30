#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "imis/base/error.hpp"
#include "imis/base/npy.hpp"
#include "imis/data/sparse_label.hpp"
#include "imis/formats/npz.hpp"

namespace imis {
namespace {

template <typename Number>
std::string array_of(const std::string& descr, const std::vector<Number>& values) {
    return npy_content(descr, {std::ssize(values)}, std::as_bytes(std::span(values)));
}

void check_planes(const std::filesystem::path& path, const LabelShape& shape, std::span<const LabelPlane> planes) {
    if (label_shape_from_name(path) != shape)
        throw Error(path.string() + ": the label's shape is not that in the name");
    int least = 0;
    for (const LabelPlane& plane : planes) {
        if (plane.class_index < least || plane.class_index >= shape.classes) {
            throw Error(path.string() + ": the planes to write are not in the order of the classes");
        }
        if (plane.mask.size != shape.size) throw Error(path.string() + ": a plane to write has another size");
        least = plane.class_index + 1;
    }
}

// The rows of a CSR matrix: where each begins, and its columns.
struct Rows {
    std::vector<std::int64_t> begins = {0};
    std::vector<std::int32_t> columns;
};

Rows rows_of(const LabelShape& shape, std::span<const LabelPlane> planes) {
    Rows rows;
    auto plane = planes.begin();
    for (int row = 0; row < shape.classes; ++row) {
        if (plane != planes.end() && plane->class_index == row) {
            for (std::size_t pixel = 0; pixel < plane->mask.pixels.size(); ++pixel) {
                if (plane->mask.pixels[pixel] != 0) rows.columns.push_back(static_cast<std::int32_t>(pixel));
            }
            ++plane;
        }
        rows.begins.push_back(std::ssize(rows.columns));
    }
    return rows;
}

}  // namespace

std::string label_file_name(const std::string& image_name, const LabelShape& shape) {
    return "x___" + image_name + ".(" + std::to_string(shape.classes) + ", " + std::to_string(shape.size.height) +
           ", " + std::to_string(shape.size.width) + ", 1).npz";
}

void write_sparse_label(const std::filesystem::path& path, const LabelShape& shape,
                        std::span<const LabelPlane> planes) {
    check_planes(path, shape, planes);
    const Rows rows = rows_of(shape, planes);
    constexpr std::string_view format = "csr";
    // SciPy wants indices and indptr of one type.
    std::string indices = array_of("<i4", rows.columns);
    std::string indptr = array_of("<i4", std::vector<std::int32_t>(rows.begins.begin(), rows.begins.end()));
    if (rows.begins.back() > std::numeric_limits<std::int32_t>::max()) {
        indices = array_of("<i8", std::vector<std::int64_t>(rows.columns.begin(), rows.columns.end()));
        indptr = array_of("<i8", rows.begins);
    }
    write_npz(path, {{"indices", std::move(indices)},
                     {"indptr", std::move(indptr)},
                     {"format", npy_content("|S3", {}, std::as_bytes(std::span(format)))},
                     {"shape", array_of("<i8", std::vector<std::int64_t>{shape.classes, shape.size.area()})},
                     {"data", array_of("|u1", std::vector<std::uint8_t>(rows.columns.size(), 1))}});
}

}  // namespace imis
