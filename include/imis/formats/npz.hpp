// NumPy's .npz files: zip archives of .npy files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "imis/base/npy.hpp"

struct zip;  // libzip's archive

namespace imis {

// An .npz file opened for reading, compressed or not. Not for use by several threads at once.
class NpzArchive {
public:
    // Throws ItemError where the file is missing or no zip archive.
    explicit NpzArchive(const std::filesystem::path& path);

    // name: of the array, without ".npy".
    [[nodiscard]] bool contains(const std::string& name) const;

    // Reads an array. It may take up to max_bytes unpacked, its header included: an archive of a few kB can unpack to
    // gigabytes, so the caller says what makes sense. Throws ItemError where it is missing, larger, corrupt (CRC) or
    // malformed.
    [[nodiscard]] NpyArray read(const std::string& name, std::uint64_t max_bytes) const;

private:
    struct Close {
        void operator()(zip* archive) const;
    };

    [[nodiscard]] std::string source(const std::string& name) const;

    std::filesystem::path path_;
    std::unique_ptr<zip, Close> archive_;
};

// Writes an archive of arrays, compressed: each a name without ".npy" and the content of an .npy file (npy_content). The
// same arrays give the same bytes. The file is complete or not there (write_file_atomically). Throws Error naming it.
void write_npz(const std::filesystem::path& path, const std::vector<std::pair<std::string, std::string>>& arrays);

// What an array's .npy header takes at most in files that NumPy writes.
inline constexpr std::uint64_t npy_header_allowance = 4096;

}  // namespace imis
