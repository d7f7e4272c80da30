#include "imis/formats/label_maps.hpp"

#include <cmath>
#include <limits>
#include <utility>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/base/npy.hpp"
#include "imis/formats/format.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/formats/volumes.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t highest_label = std::numeric_limits<std::int32_t>::max();

// "liver.npy" has the ending; ".npy" alone is a name.
bool is_npy(const fs::path& file) {
    return lower_ascii(file.extension().string()) == ".npy";
}

Lattice pixels_of(std::size_t height, std::size_t width) {
    return {{height, width}, {1, 1}, LengthUnit::pixel};
}

template <typename Number>
std::int32_t label_of(Number value, const fs::path& file) {
    const auto number = static_cast<double>(value);
    if (number >= 0 && number <= static_cast<double>(highest_label) && number == std::floor(number)) {
        return static_cast<std::int32_t>(value);
    }
    throw ItemError(file.string() + ": holds the value " + std::to_string(number) +
                    "; labels are whole numbers from 0");
}

template <typename Numbers>
std::vector<std::int32_t> labels_of(const Numbers& values, const fs::path& file) {
    std::vector<std::int32_t> labels;
    labels.reserve(values.size());
    for (const auto value : values) labels.push_back(label_of(value, file));
    return labels;
}

LabelMap read_picture_labels(const fs::path& file) {
    const LabelValues values = read_label_values(file);
    if (values.lossy) {
        throw ItemError(file.string() + ": is a JPEG, which keeps no labels; store them as PNG or TIFF");
    }
    return {pixels_of(static_cast<std::size_t>(values.size.height), static_cast<std::size_t>(values.size.width)),
            {values.values.begin(), values.values.end()}};
}

LabelMap read_array_labels(const fs::path& file) {
    const NpyArray array = read_npy(file);
    std::vector<std::int64_t> shape = array.shape;
    if (shape.size() > 2 && shape.back() == 1) shape.pop_back();
    if (shape.size() != 2 && shape.size() != 3) {
        throw ItemError(file.string() + ": has " + std::to_string(array.shape.size()) +
                        " axes; a label map has two (an image) or three (a volume)");
    }
    LabelMap map;
    map.lattice.size.assign(shape.begin(), shape.end());
    map.lattice.spacing.assign(shape.size(), 1);
    map.labels =
        array.type == NpyType::floating ? labels_of(to_numbers(array), file) : labels_of(to_integers(array), file);
    return map;
}

LabelMap read_volume_labels(const fs::path& file) {
    const Volume volume = read_volume(file);
    if (volume.grey.empty()) throw ItemError(file.string() + ": has colours; labels are whole numbers");
    LabelMap map{lattice_of(volume.geometry), labels_of(volume.grey, file)};
    if (volume.physical) {
        map.place = volume.geometry;
    } else {
        map.lattice = in_pixels(std::move(map.lattice));
    }
    return map;
}

}  // namespace

LabelMap read_label_map(const fs::path& file) {
    if (is_npy(file)) return read_array_labels(file);
    if (!fs::is_directory(file) && is_picture(file)) return read_picture_labels(file);
    return read_volume_labels(file);
}

bool is_label_map_name(const fs::path& file) {
    const auto ending = ending_of(file);
    const bool outlines = ending && (ending->format == Format::coco || ending->format == Format::geojson);
    return is_npy(file) || (ending && !outlines);
}

std::string label_map_stem(const fs::path& file) {
    return is_npy(file) ? file.stem().string() : name_without_ending(file);
}

}  // namespace imis
