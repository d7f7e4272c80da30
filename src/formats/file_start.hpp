#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <vector>

namespace imis {

// The first bytes of a file, which tell its format: up to `count`, none where it can't be read.
inline std::vector<std::byte> file_start(const std::filesystem::path& file, std::size_t count) {
    std::ifstream stream(file, std::ios::binary);
    std::vector<std::byte> bytes(count);
    stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
}

}  // namespace imis
