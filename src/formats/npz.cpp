#include "imis/formats/npz.hpp"

#include <cstddef>
#include <system_error>
#include <utility>
#include <vector>

#include <zip.h>

#include "imis/base/error.hpp"
#include "imis/base/files.hpp"

namespace imis {
namespace {

struct CloseEntry {
    void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};
using Entry = std::unique_ptr<zip_file_t, CloseEntry>;

[[noreturn]] void fail_corrupt(const std::string& source, const std::string& reason) {
    throw ItemError(source + ": cannot be unpacked (" + reason + "); the file is corrupt, copy it again");
}

struct DiscardArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using WrittenArchive = std::unique_ptr<zip_t, DiscardArchive>;

// 1 January 1980, the first day that zip knows: a time of writing would make every file differ.
constexpr zip_uint16_t first_day = (1 << 5) | 1;

// The content must stay until the archive is closed.
void add_entry(zip_t* archive, const std::string& name, const std::string& content) {
    zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
    const zip_int64_t index = source == nullptr ? -1 : zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        throw Error(zip_strerror(archive));
    }
    const auto entry = static_cast<zip_uint64_t>(index);
    if (zip_set_file_compression(archive, entry, ZIP_CM_DEFLATE, 0) != 0 ||
        zip_file_set_dostime(archive, entry, 0, first_day, 0) != 0) {
        throw Error(zip_strerror(archive));
    }
}

// The unpacked bytes of an entry, all of them, so that libzip checks the CRC.
std::vector<std::byte> unpack(zip_file_t* entry, std::size_t size, const std::string& source) {
    std::vector<std::byte> content(size + 1);  // one more than announced, to reach the end
    std::size_t filled = 0;
    for (;;) {
        const zip_int64_t count = zip_fread(entry, content.data() + filled, content.size() - filled);
        if (count < 0) fail_corrupt(source, zip_error_strerror(zip_file_get_error(entry)));
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
        if (filled > size) fail_corrupt(source, "longer than announced");
    }
    if (filled != size) fail_corrupt(source, "shorter than announced");
    content.resize(size);
    return content;
}

}  // namespace

void NpzArchive::Close::operator()(zip* archive) const {
    zip_discard(archive);
}

NpzArchive::NpzArchive(const std::filesystem::path& path) : path_(path) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) throw ItemError(path.string() + ": no such file");
    int code = 0;
    archive_.reset(zip_open(path.c_str(), ZIP_RDONLY, &code));
    if (!archive_) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        const std::string reason = zip_error_strerror(&error);
        zip_error_fini(&error);
        throw ItemError(path.string() + ": cannot be opened as .npz (" + reason +
                        "); it must be a zip archive as numpy.savez writes it");
    }
}

bool NpzArchive::contains(const std::string& name) const {
    return zip_name_locate(archive_.get(), (name + ".npy").c_str(), 0) >= 0;
}

NpyArray NpzArchive::read(const std::string& name, std::uint64_t max_bytes) const {
    const std::string entry_name = name + ".npy";
    zip_stat_t status;
    zip_stat_init(&status);
    if (zip_stat(archive_.get(), entry_name.c_str(), 0, &status) != 0 || (status.valid & ZIP_STAT_SIZE) == 0) {
        throw ItemError(path_.string() + ": has no array '" + name + "'");
    }
    if (status.size > max_bytes) {
        throw ItemError(source(name) + ": unpacks to " + std::to_string(status.size) + " bytes where at most " +
                        std::to_string(max_bytes) + " make sense");
    }
    const Entry entry(zip_fopen_index(archive_.get(), status.index, 0));
    if (!entry) fail_corrupt(source(name), zip_strerror(archive_.get()));
    return parse_npy(unpack(entry.get(), static_cast<std::size_t>(status.size), source(name)), source(name));
}

void write_npz(const std::filesystem::path& path, const std::vector<std::pair<std::string, std::string>>& arrays) {
    write_file_atomically(path, [&](const std::filesystem::path& beside) {
        int code = 0;
        WrittenArchive archive(zip_open(beside.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code));
        if (!archive) throw Error("the archive can't be made (libzip's error " + std::to_string(code) + ")");
        for (const auto& [name, content] : arrays) add_entry(archive.get(), name + ".npy", content);
        if (zip_close(archive.get()) != 0) throw Error(zip_strerror(archive.get()));
        (void)archive.release();  // closing has freed it
    });
}

std::string NpzArchive::source(const std::string& name) const {
    return path_.string() + ": array '" + name + "'";
}

}  // namespace imis
