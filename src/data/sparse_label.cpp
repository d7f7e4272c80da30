#include "imis/data/sparse_label.hpp"

#include <algorithm>
#include <tuple>

#include "sparse_matrix.hpp"

namespace imis {
namespace {

bool stored_before(const SparseEntry& a, const SparseEntry& b) {
    return std::tie(a.row, a.column) < std::tie(b.row, b.column);
}

// Adds up entries at the same place; sorted afterwards, without zeros.
void sum_duplicates(std::vector<SparseEntry>& entries) {
    if (!std::is_sorted(entries.begin(), entries.end(), stored_before)) {
        // Stable, so that the sum of floats does not depend on the sort.
        std::stable_sort(entries.begin(), entries.end(), stored_before);
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries.size();) {
        SparseEntry sum = entries[i++];
        while (i < entries.size() && !stored_before(sum, entries[i])) sum.value += entries[i++].value;
        if (sum.value != 0) entries[kept++] = sum;
    }
    entries.resize(kept);
}

}  // namespace

std::vector<LabelPlane> read_sparse_label(const std::filesystem::path& path) {
    const LabelShape shape = label_shape_from_name(path);
    std::vector<SparseEntry> entries = read_sparse_matrix(path, shape.classes, shape.size.area());
    sum_duplicates(entries);

    std::vector<LabelPlane> planes;
    for (const SparseEntry& entry : entries) {
        const auto class_index = static_cast<int>(entry.row);
        if (planes.empty() || planes.back().class_index != class_index) {
            planes.push_back({class_index, Mask::zeros(shape.size)});
        }
        planes.back().mask.pixels[static_cast<std::size_t>(entry.column)] = 1;
    }
    return planes;
}

}  // namespace imis
