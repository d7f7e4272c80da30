#include "source_image.hpp"

#include "imis/base/error.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/formats/volumes.hpp"
#include "imis/image/slices.hpp"

namespace imis {

GreyRange grey_range(const Volume& volume, const std::optional<WindowRule>& rule, const std::filesystem::path& file) {
    const WindowRule used = rule.value_or(WindowRule{});
    if (used.kind == WindowRule::Kind::given) return range_of(used.window);
    if (used.kind == WindowRule::Kind::percentiles) return percentile_range(volume.grey);
    if (volume.window) return range_of(*volume.window);
    throw Error(file.string() + ": names no window; give CENTRE,WIDTH or percentiles", {"window"});
}

Image source_picture(const std::filesystem::path& file, const std::optional<WindowRule>& rule) {
    constexpr int bits_of_image = 8;
    if (!rule && read_picture_header(file).bits <= bits_of_image) return read_image(file);
    const Volume volume = read_volume(file);
    return slice_image(volume, {0, 1, 2}, 0, grey_range(volume, rule, file));
}

}  // namespace imis
