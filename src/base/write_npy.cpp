#include <functional>
#include <numeric>
#include <string>

#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/npy.hpp"

namespace imis {
namespace {

// The header of a little-endian C-order float32 array, padded so that the data begin at a multiple of 64 bytes.
std::string npy_header(const std::vector<std::int64_t>& shape) {
    std::string sides;
    for (const std::int64_t side : shape) sides += std::to_string(side) + ", ";
    if (shape.size() > 1) sides.resize(sides.size() - 2);
    std::string fields = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + sides + "), }";
    constexpr std::size_t prefix = 10;
    fields.append(63 - (prefix + fields.size()) % 64, ' ');
    fields.push_back('\n');
    std::string header("\x93NUMPY\x01\x00", 8);
    header.push_back(static_cast<char>(fields.size() & 0xff));
    header.push_back(static_cast<char>(fields.size() >> 8));
    return header + fields;
}

}  // namespace

void write_npy(const std::filesystem::path& path, std::span<const float> values,
               const std::vector<std::int64_t>& shape) {
    const auto count = std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
    if (count != static_cast<std::int64_t>(values.size())) {
        throw Error(path.string() + ": cannot be written: its shape does not hold as many values");
    }
    std::string bytes = npy_header(shape);
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
    write_file_atomically(path, bytes);
}

}  // namespace imis
