#include <array>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "itk_volume.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

// The lines "name = value" of a header, and where the data begin after it.
struct MetaHeader {
    std::map<std::string, std::string> fields;
    std::uint64_t bytes = 0;
};

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

double bytes_of_type(std::string_view type) {
    constexpr std::array<std::pair<std::string_view, double>, 12> types = {{{"MET_CHAR", 1},
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
    return 0;  // ITK says that it doesn't know the type
}

// The product of the whole numbers in a field, separated by blanks; `otherwise` where there are none. A floating-point
// number, which nonsense in a header can't make overflow. Throws ItemError where the field holds something else.
double product_of(const std::string& field, std::map<std::string, std::string>& fields, double otherwise,
                  const fs::path& file) {
    std::istringstream words(fields[field]);
    std::string word;
    if (!(words >> word)) return otherwise;
    double product = 1;
    do {
        std::uint64_t number = 0;
        const char* last = word.data() + word.size();
        const auto [end, code] = std::from_chars(word.data(), last, number);
        if (code != std::errc{} || end != last) {
            throw ItemError(file.string() + ": is damaged: its " + field + " is '" + fields[field] +
                            "', not whole numbers");
        }
        product *= static_cast<double>(number);
    } while (words >> word);
    return product;
}

// Bytes that the voxels take; 0 where the header does not say. With sizes that are not numbers ITK would ask for any
// amount of memory.
double wanted_bytes(std::map<std::string, std::string>& fields, const fs::path& file) {
    const double voxels = product_of("DimSize", fields, 0, file);
    if (fields["CompressedData"].starts_with('T')) return product_of("CompressedDataSize", fields, 0, file);
    return voxels * product_of("ElementNumberOfChannels", fields, 1, file) * bytes_of_type(fields["ElementType"]);
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
    if (static_cast<double>(size) <
        static_cast<double>(inside ? header.bytes : 0) + wanted_bytes(header.fields, file)) {
        throw ItemError(file.string() + ": is truncated: " + data.string() +
                        " holds fewer voxels than the header says");
    }
}

bool is_left_anterior_superior_nrrd(const fs::path& file) {
    constexpr std::size_t longest_header = 1 << 20;  // bytes
    std::ifstream stream(file, std::ios::binary);
    std::string line;
    std::size_t bytes = 0;
    while (bytes < longest_header && std::getline(stream, line)) {
        bytes += line.size();
        const std::string field = lower_ascii(trimmed(line));
        if (field.empty()) return false;
        if (!field.starts_with("space:")) continue;
        const std::string space(trimmed(field.substr(6)));
        return space == "left-anterior-superior" || space == "las";
    }
    return false;
}

}  // namespace imis
