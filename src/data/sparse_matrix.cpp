#include "sparse_matrix.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "imis/base/error.hpp"
#include "imis/formats/npz.hpp"

namespace imis {
namespace {

constexpr std::uint64_t widest_element = 8;  // bytes

// One matrix file being read: what its arrays hold, checked against the shape it must have.
class MatrixFile {
public:
    MatrixFile(const std::filesystem::path& path, std::int64_t rows, std::int64_t columns)
        : name_(path.string()), archive_(path), rows_(rows), columns_(columns) {}

    std::vector<SparseEntry> read() {
        const std::string format = read_format();
        check_shape();
        if (format == "csr" || format == "csc") return read_compressed(format == "csr");
        if (format == "coo") return read_coordinates();
        fail("the sparse format '" + format + "' is not supported; convert the matrix with .tocsr() before save_npz");
    }

private:
    [[noreturn]] void fail(const std::string& what) const { throw ItemError(name_ + ": " + what); }

    [[nodiscard]] std::string read_format() const {
        if (!archive_.contains("format")) fail("is not a sparse matrix of scipy.sparse.save_npz: no array 'format'");
        return to_ascii(archive_.read("format", npy_header_allowance));
    }

    void check_shape() const {
        const std::vector<std::int64_t> shape = to_integers(archive_.read("shape", npy_header_allowance));
        const auto product = [](std::int64_t a, std::int64_t b) {
            return "(" + std::to_string(a) + ", " + std::to_string(b) + ")";
        };
        if (shape.size() != 2) fail("the sparse matrix has " + std::to_string(shape.size()) + " dimensions, not 2");
        if (shape[0] != rows_ || shape[1] != columns_) {
            fail("the matrix has shape " + product(shape[0], shape[1]) +
                 " but by the shape in the file's name it must be " + product(rows_, columns_) +
                 " (classes, height * width)");
        }
    }

    // Where each row (CSR) or column (CSC) begins among the entries, and the index along the other axis of each.
    [[nodiscard]] std::vector<SparseEntry> read_compressed(bool by_row) const {
        const std::int64_t lines = by_row ? rows_ : columns_;
        const std::vector<std::int64_t> begins = read_indices("indptr", lines + 1);
        const std::vector<std::int64_t> indices = read_indices("indices", rows_ * columns_);
        const std::vector<double> values = read_values();
        if (std::ssize(begins) != lines + 1 || begins.front() != 0 || begins.back() != std::ssize(indices) ||
            values.size() != indices.size()) {
            fail("the arrays 'indptr', 'indices' and 'data' do not fit together; the file is malformed");
        }
        std::vector<SparseEntry> entries;
        entries.reserve(values.size());
        for (std::size_t line = 0; line + 1 < begins.size(); ++line) {
            if (begins[line + 1] < begins[line] || begins[line + 1] > std::ssize(indices)) {
                fail("the array 'indptr' is not in ascending order; the file is malformed");
            }
            for (auto i = static_cast<std::size_t>(begins[line]); i < static_cast<std::size_t>(begins[line + 1]); ++i) {
                const auto number = static_cast<std::int64_t>(line);
                entries.push_back(checked_entry(by_row ? number : indices[i], by_row ? indices[i] : number, values[i]));
            }
        }
        return entries;
    }

    [[nodiscard]] std::vector<SparseEntry> read_coordinates() const {
        const auto [rows, columns] = read_row_and_column();
        const std::vector<double> values = read_values();
        if (rows.size() != values.size() || columns.size() != values.size()) {
            fail("the arrays of coordinates and 'data' differ in length; the file is malformed");
        }
        std::vector<SparseEntry> entries;
        entries.reserve(values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            entries.push_back(checked_entry(rows[i], columns[i], values[i]));
        }
        return entries;
    }

    // The coordinates lie in the arrays row and col, or together in coords (2, N), as SciPy has announced.
    [[nodiscard]] std::pair<std::vector<std::int64_t>, std::vector<std::int64_t>> read_row_and_column() const {
        if (!archive_.contains("coords")) {
            return {read_indices("row", rows_ * columns_), read_indices("col", rows_ * columns_)};
        }
        const std::vector<std::int64_t> both = read_indices("coords", 2 * rows_ * columns_);
        if (both.size() % 2 != 0) fail("the array 'coords' has an odd number of elements; the file is malformed");
        const auto middle = both.begin() + std::ssize(both) / 2;
        return {{both.begin(), middle}, {middle, both.end()}};
    }

    // most: no honest file has more elements, so that a small archive can't fill the memory.
    [[nodiscard]] std::vector<std::int64_t> read_indices(const std::string& array, std::int64_t most) const {
        return to_integers(archive_.read(array, limit(most)));
    }

    [[nodiscard]] std::vector<double> read_values() const {
        return to_numbers(archive_.read("data", limit(rows_ * columns_)));
    }

    [[nodiscard]] static std::uint64_t limit(std::int64_t elements) {
        return npy_header_allowance + static_cast<std::uint64_t>(elements) * widest_element;
    }

    [[nodiscard]] SparseEntry checked_entry(std::int64_t row, std::int64_t column, double value) const {
        if (row < 0 || row >= rows_ || column < 0 || column >= columns_) {
            fail("an entry at row " + std::to_string(row) + ", column " + std::to_string(column) +
                 " lies outside the matrix; the file is malformed");
        }
        if (std::isnan(value)) fail("the array 'data' has NaN; a label must have numbers, 0 for background");
        return {row, column, value};
    }

    std::string name_;
    NpzArchive archive_;
    std::int64_t rows_;
    std::int64_t columns_;
};

}  // namespace

std::vector<SparseEntry> read_sparse_matrix(const std::filesystem::path& path, std::int64_t rows,
                                            std::int64_t columns) {
    return MatrixFile(path, rows, columns).read();
}

}  // namespace imis
