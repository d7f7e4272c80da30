#include <array>
#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "complete_file.hpp"
#include "imis/base/error.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

// The lines "name = value" of a header, and where the data begin behind it.
struct MetaHeader {
    std::map<std::string, std::string> fields;
    std::uint64_t bytes = 0;
};

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

MetaHeader read_header(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    MetaHeader header;
    std::string line;
    // ElementDataFile is the last line.
    while (!header.fields.contains("ElementDataFile") && header.bytes < 65536 && std::getline(stream, line)) {
        header.bytes += line.size() + 1;
        const auto equals = line.find('=');
        if (equals != std::string::npos)
            header.fields[trimmed(line.substr(0, equals))] = trimmed(line.substr(equals + 1));
    }
    return header;
}

std::uint64_t bytes_of_type(std::string_view type) {
    constexpr std::array<std::pair<std::string_view, std::uint64_t>, 12> types = {{{"MET_CHAR", 1},
                                                                                   {"MET_UCHAR", 1},
                                                                                   {"MET_SHORT", 2},
                                                                                   {"MET_USHORT", 2},
                                                                                   {"MET_INT", 4},
                                                                                   {"MET_UINT", 4},
                                                                                   {"MET_LONG", 4},
                                                                                   {"MET_ULONG", 4},
                                                                                   {"MET_LONG_LONG", 8},
                                                                                   {"MET_ULONG_LONG", 8},
                                                                                   {"MET_FLOAT", 4},
                                                                                   {"MET_DOUBLE", 8}}};
    for (const auto& [name, bytes] : types) {
        if (name == type) return bytes;
    }
    return 0;  // ITK says that it does not know the type
}

std::uint64_t whole_number(const std::string& text) {
    return text.empty() ? 0 : std::stoull(text);
}

// Bytes that the voxels take; 0 where the header does not say.
std::uint64_t wanted_bytes(std::map<std::string, std::string>& fields) {
    if (fields["CompressedData"].starts_with('T')) return whole_number(fields["CompressedDataSize"]);
    std::uint64_t bytes = bytes_of_type(fields["ElementType"]);
    if (!fields["ElementNumberOfChannels"].empty()) bytes *= whole_number(fields["ElementNumberOfChannels"]);
    std::string sizes = fields["DimSize"];
    for (std::size_t at = 0; at < sizes.size();) {
        std::size_t used = 0;
        bytes *= std::stoull(sizes.substr(at), &used);
        at += used;
        while (at < sizes.size() && sizes[at] == ' ') ++at;
    }
    return bytes;
}

}  // namespace

void check_complete_meta_image(const fs::path& file) {
    MetaHeader header = read_header(file);
    const std::string where = header.fields["ElementDataFile"];
    if (where.empty() || where.starts_with("LIST") || where.find('%') != std::string::npos) return;
    const bool inside = where == "LOCAL" || where == "Local" || where == "local";
    const fs::path data = inside ? file : file.parent_path() / where;
    std::error_code code;
    const std::uintmax_t size = fs::file_size(data, code);
    if (code)
        throw ItemError(file.string() + ": its voxels are in " + data.string() +
                        ", which cannot be read: " + code.message());
    std::uint64_t wanted = 0;
    try {
        wanted = wanted_bytes(header.fields);
    } catch (const std::logic_error&) {
        return;  // numbers that are none are ITK's to complain about
    }
    if (size < (inside ? header.bytes : 0) + wanted) {
        throw ItemError(file.string() + ": is truncated: " + data.string() +
                        " holds fewer voxels than the header says");
    }
}

}  // namespace imis
