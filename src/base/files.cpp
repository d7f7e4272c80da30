#include "imis/base/files.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <unistd.h>

#include "imis/base/error.hpp"

namespace imis {
namespace fs = std::filesystem;
namespace {

// The size of a regular file within the limit.
std::size_t checked_size(const fs::path& path, std::uint64_t limit) {
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (status.type() == fs::file_type::not_found) {
        throw Error(path.string() + ": no such file");
    }
    if (!fs::is_regular_file(status)) {
        throw Error(path.string() + ": is not a regular file");
    }
    const std::uintmax_t size = fs::file_size(path, code);
    if (code) {
        throw Error(path.string() + ": cannot be read: " + code.message());
    }
    if (size > limit) {
        throw Error(path.string() + ": has " + std::to_string(size) + " bytes, more than the " + std::to_string(limit) +
                    " allowed for such a file");
    }
    return static_cast<std::size_t>(size);
}

// Container is std::vector<std::byte> or std::string.
template <typename Container>
Container read_whole(const fs::path& path, std::uint64_t limit) {
    const std::size_t size = checked_size(path, limit);
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw Error(path.string() + ": cannot be opened: " + std::strerror(errno));
    }
    Container content(size, typename Container::value_type{});
    file.read(reinterpret_cast<char*>(content.data()), static_cast<std::streamsize>(size));
    if (static_cast<std::size_t>(file.gcount()) != size) {
        throw Error(path.string() + ": cannot be read: the file ended early");
    }
    return content;
}

// A hidden name in the target's folder that no other thread or process uses, with the target's ending. It has no other
// full stops: libraries that tell a format by the name look for an ending anywhere in it ("ct.img.nii.gz").
fs::path temporary_name(const fs::path& path) {
    static std::atomic<unsigned> counter = 0;
    std::string ending = path.extension().string();
    if (ending == ".gz") ending = path.stem().extension().string() + ending;
    const std::string name = path.filename().string();
    std::string stem = name.substr(0, name.size() - ending.size());
    std::ranges::replace(stem, '.', '_');
    return path.parent_path() /
           (".part-" + std::to_string(::getpid()) + "-" + std::to_string(counter.fetch_add(1)) + "-" + stem + ending);
}

void make_parent(const fs::path& path) {
    if (!path.has_parent_path()) {
        return;
    }
    std::error_code code;
    fs::create_directories(path.parent_path(), code);
    if (code) {
        throw Error(path.parent_path().string() + ": the folder can't be created: " + code.message());
    }
}

void write_plainly(const fs::path& path, std::span<const std::byte> bytes) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) throw Error(std::strerror(errno));
}

}  // namespace

std::vector<std::byte> read_file(const fs::path& path, std::uint64_t limit) {
    return read_whole<std::vector<std::byte>>(path, limit);
}

std::string read_text_file(const fs::path& path, std::uint64_t limit) {
    return read_whole<std::string>(path, limit);
}

std::vector<std::byte> read_start(const fs::path& path, std::size_t count) {
    std::ifstream stream(path, std::ios::binary);
    std::vector<std::byte> bytes(count);
    stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
}

void write_file_atomically(const fs::path& path, const std::function<void(const fs::path& beside)>& write) {
    make_parent(path);
    const fs::path beside = temporary_name(path);
    try {
        write(beside);
        fs::rename(beside, path);
    } catch (const std::exception& problem) {
        std::error_code ignored;
        fs::remove(beside, ignored);
        const auto* system = dynamic_cast<const std::system_error*>(&problem);
        throw Error(path.string() +
                    ": cannot be written: " + (system != nullptr ? system->code().message() : problem.what()));
    }
}

void write_file_atomically(const fs::path& path, std::span<const std::byte> bytes) {
    write_file_atomically(path, [&](const fs::path& beside) { write_plainly(beside, bytes); });
}

void write_file_atomically(const fs::path& path, std::string_view text) {
    write_file_atomically(path, std::as_bytes(std::span(text.data(), text.size())));
}

}  // namespace imis
