// Sparse matrices as scipy.sparse.save_npz writes them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace imis {

// A value that is stored; it may be 0, and the same place may be stored more than once.
struct SparseEntry {
    std::int64_t row = 0;
    std::int64_t column = 0;
    double value = 0;
};

// Reads a CSR, CSC or COO matrix that must have this shape. The entries come as stored, in no special order; all lie
// inside. Throws ItemError naming the file.
[[nodiscard]] std::vector<SparseEntry> read_sparse_matrix(const std::filesystem::path& path, std::int64_t rows,
                                                          std::int64_t columns);

}  // namespace imis
