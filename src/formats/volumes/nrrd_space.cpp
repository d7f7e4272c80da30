#include "nrrd_space.hpp"

#include <fstream>
#include <string>

#include <itkConfigure.h>

#include "imis/base/ascii.hpp"

namespace imis {
namespace {

constexpr bool itk_mirrors_wrongly = ITK_VERSION_MAJOR * 10000 + ITK_VERSION_MINOR * 100 + ITK_VERSION_PATCH < 50407;
constexpr std::size_t longest_header = 1 << 20;  // bytes

// The header is lines of text, "field: value", up to an empty line.
bool is_left_anterior_superior(const std::filesystem::path& file) {
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

}  // namespace

void mend_nrrd_space(VolumeGeometry& geometry, const std::filesystem::path& file) {
    if (!itk_mirrors_wrongly || !is_left_anterior_superior(file)) return;
    // From x mirrored to y mirrored both change their sign, as from RAS to LPS.
    geometry.origin = lps_from_ras(geometry.origin);
    for (Vector3& axis : geometry.axes) axis = lps_from_ras(axis);
}

}  // namespace imis
