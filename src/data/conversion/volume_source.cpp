// Volumes and label maps, cut into slices.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "file_pairs.hpp"
#include "image_source.hpp"
#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/base/log.hpp"
#include "imis/formats/volumes.hpp"
#include "label_names.hpp"
#include "source_image.hpp"

namespace imis {
namespace {

// How far positions of image and label map may be apart without a word: rounded headers.
constexpr double most_offset_mm = 0.01;

bool is_same_place(const VolumeGeometry& a, const VolumeGeometry& b) {
    const auto is_near = [&](const Vector3& index) {
        const Vector3 apart = lps_from_index(a, index) - lps_from_index(b, index);
        return std::sqrt(dot(apart, apart)) <= most_offset_mm;
    };
    return is_near({0, 0, 0}) && is_near({1.0 * a.size[0], 1.0 * a.size[1], 1.0 * a.size[2]});
}

// "_007": three digits at least, so that files sort by slice.
std::string slice_suffix(int slice) {
    std::string digits = std::to_string(slice);
    digits.insert(0, digits.size() < 3 ? 3 - digits.size() : 0, '0');
    return "_" + digits;
}

class VolumeSource : public ImageSource {
public:
    explicit VolumeSource(const ConversionOptions& options)
        : options_(options), labels_(options.labels), pairs_(paired_files(options, FileKind::volume)) {
        if (options.spacing) throw UsageError("spacing: volumes know their own; give none", {"spacing"});
        if (!options.volume_rule.empty()) {
            throw UsageError("volume rule: slices are named after their volumes; give none", {"volume rule"});
        }
        for (std::size_t i = 0; i < pairs_.size(); ++i) find_slices(i);
        if (slices_.empty()) throw Error(options.masks.string() + ": no slice has a label");
    }

    [[nodiscard]] const std::vector<std::string>& classes() const override { return labels_.classes(); }
    [[nodiscard]] const std::vector<std::string>& names() const override { return names_; }
    [[nodiscard]] std::string volume_rule() const override { return "(.+)_([0-9]+)"; }
    [[nodiscard]] std::size_t left_out() const override { return left_out_; }

    [[nodiscard]] LabelledImage read(std::size_t index) override {
        const Slice& slice = slices_[index];
        open(slice.pair);
        const SliceAxes axes = slice_axes(image_.geometry, options_.plane);
        LabelledImage read{slice_image(image_, axes, slice.number, range_), slice_planes(axes, slice.number), {}};
        if (image_.physical) {
            const auto along = [&](int axis) { return image_.geometry.spacing[static_cast<std::size_t>(axis)]; };
            read.spacing = PixelSpacing{along(axes.y), along(axes.x), LengthUnit::millimetre};
            read.slice_spacing = along(axes.normal);
        }
        return read;
    }

private:
    struct Slice {
        std::size_t pair = 0;
        int number = 0;
    };

    [[nodiscard]] static Volume read_labels(const FilePair& pair) {
        Volume labels = read_volume(pair.mask);
        if (labels.grey.empty()) throw Error(pair.mask.string() + ": has colours where labels are needed");
        return labels;
    }

    // Of a voxel: its class, or -1.
    [[nodiscard]] int class_at(const Volume& labels, std::size_t voxel, const FilePair& pair) const {
        const float value = labels.grey[voxel];
        if (value == 0) return -1;
        if (value != std::floor(value) || std::abs(value) > 65535) {
            throw Error(pair.mask.string() + ": has the value " + std::to_string(value) + ", which is no label");
        }
        return labels_.class_of(static_cast<std::int64_t>(value), pair.mask);
    }

    // Lists the slices of a volume that have a target, or all of them where that was asked for. Slices lie by the label map's geometry, which must be the image's.
    void find_slices(std::size_t number) {
        throw_if_interrupted();
        const FilePair& pair = pairs_[number];
        const Volume labels = read_labels(pair);
        const SliceAxes axes = slice_axes(labels.geometry, options_.plane);
        std::vector<bool> has_target(static_cast<std::size_t>(slice_count(labels.geometry, axes)), false);
        const std::array<std::size_t, 3> size = {static_cast<std::size_t>(labels.geometry.size[0]),
                                                 static_cast<std::size_t>(labels.geometry.size[1]),
                                                 static_cast<std::size_t>(labels.geometry.size[2])};
        for (std::size_t voxel = 0; voxel < labels.grey.size(); ++voxel) {
            if (labels.grey[voxel] == 0 || class_at(labels, voxel, pair) < 0) continue;
            const std::array<std::size_t, 3> at = {voxel % size[0], voxel / size[0] % size[1],
                                                   voxel / (size[0] * size[1])};
            has_target[at[static_cast<std::size_t>(axes.normal)]] = true;
        }
        for (std::size_t slice = 0; slice < has_target.size(); ++slice) {
            if (!has_target[slice] && !options_.all_slices) {
                ++left_out_;
                continue;
            }
            slices_.push_back({number, static_cast<int>(slice)});
            names_.push_back(pair.name + slice_suffix(static_cast<int>(slice)));
        }
    }

    // Reads a volume and its label map, unless they are those that were read last.
    void open(std::size_t number) {
        if (opened_ == number) return;
        const FilePair& pair = pairs_[number];
        image_ = read_volume(pair.image, {options_.frame, {}});
        map_ = read_labels(pair);
        opened_ = number;
        if (image_.geometry.size != map_.geometry.size) {
            throw Error(pair.mask.string() + ": has " + size_text(map_.geometry) + " voxels, but its image has " +
                        size_text(image_.geometry) + "; both must have the same grid");
        }
        if (slice_axes(image_.geometry, options_.plane) != slice_axes(map_.geometry, options_.plane)) {
            throw Error(pair.mask.string() +
                        ": its axes run in other directions of the patient than its image's; "
                        "bring both onto one grid");
        }
        if (!is_same_place(image_.geometry, map_.geometry)) {
            log::warn(pair.mask.string() + ": lies elsewhere than its image; voxels are matched by their indices");
        }
        range_ = grey_range(image_, options_.window, pair.image);
    }

    [[nodiscard]] std::vector<LabelPlane> slice_planes(const SliceAxes& axes, int number) const {
        const Size size = slice_size(map_.geometry, axes);
        std::map<int, Mask> masks;
        std::size_t pixel = 0;
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x, ++pixel) {
                const auto [i, j, k] = voxel_of(axes, number, x, y);
                const std::size_t voxel =
                    (static_cast<std::size_t>(k) * static_cast<std::size_t>(map_.geometry.size[1]) +
                     static_cast<std::size_t>(j)) *
                        static_cast<std::size_t>(map_.geometry.size[0]) +
                    static_cast<std::size_t>(i);
                const int index = class_at(map_, voxel, pairs_[opened_]);
                if (index >= 0) masks.try_emplace(index, Mask::zeros(size)).first->second.pixels[pixel] = 1;
            }
        }
        std::vector<LabelPlane> planes;
        planes.reserve(masks.size());
        for (auto& [index, mask] : masks) planes.push_back({index, std::move(mask)});
        return planes;
    }

    ConversionOptions options_;
    LabelNames labels_;
    std::vector<FilePair> pairs_;
    std::vector<Slice> slices_;
    std::vector<std::string> names_;
    std::size_t left_out_ = 0;

    std::size_t opened_ = static_cast<std::size_t>(-1);  // the pair in memory
    Volume image_;
    Volume map_;
    GreyRange range_;
};

}  // namespace

std::unique_ptr<ImageSource> open_volumes(const ConversionOptions& options) {
    return std::make_unique<VolumeSource>(options);
}

}  // namespace imis
