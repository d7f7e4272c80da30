// Whole files in and out of memory. Functions throw Error naming the path unless they say otherwise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imis {

// 4 GiB: more than any file that is read whole here should have.
inline constexpr std::uint64_t default_file_limit = std::uint64_t{1} << 32;

// The content of a regular file of at most `limit` bytes.
[[nodiscard]] std::vector<std::byte> read_file(const std::filesystem::path& path,
                                               std::uint64_t limit = default_file_limit);
[[nodiscard]] std::string read_text_file(const std::filesystem::path& path, std::uint64_t limit = default_file_limit);

// The first bytes of a file, which tell its format: up to `count`. None where it can't be read; nothing is thrown.
[[nodiscard]] std::vector<std::byte> read_start(const std::filesystem::path& path, std::size_t count);

// Writes a file so that a reader sees the old content or the new one, never a part: it is written in the same folder
// under another name, then renamed. Missing parent folders are made. Safe against the program ending, not against the
// power failing.
void write_file_atomically(const std::filesystem::path& path, std::span<const std::byte> bytes);
void write_file_atomically(const std::filesystem::path& path, std::string_view text);

// The same for a library that writes files by itself: write(beside) writes the whole file under a name in the target's
// folder with the target's ending, and throws where it can't; what it has left is then removed.
void write_file_atomically(const std::filesystem::path& path,
                           const std::function<void(const std::filesystem::path& beside)>& write);

}  // namespace imis
