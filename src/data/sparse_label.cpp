#include "imis/data/sparse_label.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <tuple>

#include "imis/base/error.hpp"
#include "sparse_matrix.hpp"

namespace imis {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& what) {
    throw ItemError(path.string() + ": " + what +
                    "; the name must end like \".(classes, height, width, 1).npz\" with the label's true shape");
}

// The text between the parentheses right before the extension.
std::string_view shape_text(std::string_view stem, const std::filesystem::path& path) {
    const std::size_t open = stem.rfind('(');
    if (stem.empty() || stem.back() != ')' || open == std::string_view::npos) fail(path, "no shape in the file's name");
    return stem.substr(open + 1, stem.size() - open - 2);
}

std::vector<std::int64_t> parse_numbers(std::string_view text, const std::filesystem::path& path) {
    std::vector<std::int64_t> numbers;
    const char* position = text.data();
    const char* const end = text.data() + text.size();
    const auto skip_blanks = [&] {
        while (position != end && *position == ' ') ++position;
    };
    for (;;) {
        skip_blanks();
        std::int64_t number = 0;
        const auto [behind, code] = std::from_chars(position, end, number);
        if (code == std::errc::result_out_of_range) fail(path, "the shape in the file's name is absurdly large");
        if (code != std::errc{}) fail(path, "the shape in the file's name is malformed");
        numbers.push_back(number);
        position = behind;
        skip_blanks();
        if (position == end) return numbers;
        if (*position != ',') fail(path, "the shape in the file's name is malformed");
        ++position;
    }
}

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

LabelShape label_shape_from_name(const std::filesystem::path& path) {
    const std::string stem = path.stem().string();
    const std::vector<std::int64_t> numbers = parse_numbers(shape_text(stem, path), path);
    if (numbers.size() != 3 && numbers.size() != 4)
        fail(path, "the shape in the file's name has neither 3 nor 4 numbers");
    if (numbers.size() == 4 && numbers[3] != 1) fail(path, "the last number of the shape in the file's name is not 1");
    const std::int64_t classes = numbers[0];
    const std::int64_t height = numbers[1];
    const std::int64_t width = numbers[2];
    if (classes <= 0 || height <= 0 || width <= 0) fail(path, "the shape in the file's name has a number below 1");
    if (classes > max_label_classes || height > max_image_side || width > max_image_side ||
        height * width > max_image_pixels || classes * height * width > max_label_pixels) {
        fail(path, "the shape in the file's name is absurdly large");
    }
    return {static_cast<int>(classes), {static_cast<int>(height), static_cast<int>(width)}};
}

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
