// The header of an .npy file: a Python dictionary with the keys descr, fortran_order and shape.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imis {

struct NpyHeader {
    std::string descr;  // NumPy's code of the element type, such as "<i8"
    bool fortran_order = false;
    std::vector<std::int64_t> shape;
};

// Parses the dictionary; nothing but the three keys, each once, is taken. Throws ItemError naming the source.
[[nodiscard]] NpyHeader parse_npy_header(std::string_view text, const std::string& source);

}  // namespace imis
