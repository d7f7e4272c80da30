// Making data sets in the IMed-361M layout out of images and masks in other forms, and the way back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "imis/base/choice.hpp"
#include "imis/data/dataset.hpp"
#include "imis/image/slices.hpp"
#include "imis/image/window.hpp"

namespace imis {

// The form that images and masks are in.
enum class SourceKind {
    pairs,          // a picture and a mask of the same name; the mask's values are labels
    class_folders,  // a folder of masks for each class, which gives it its name
    volumes,        // a NIfTI, NRRD or MetaImage volume and a label map of the same name, cut into slices
    coco,           // pictures and a COCO annotation file
};

inline constexpr Words<SourceKind, 4> source_words = {{{SourceKind::pairs, "pairs"},
                                                       {SourceKind::class_folders, "class-folders"},
                                                       {SourceKind::volumes, "volumes"},
                                                       {SourceKind::coco, "coco"}}};

// At most so many test images, the limit of IMed-361M (its supplement, appendix B).
inline constexpr std::size_t imed361m_test_images = 3000;

struct ConversionOptions {
    SourceKind source = SourceKind::pairs;
    std::filesystem::path images;  // folder
    std::filesystem::path masks;   // folder, or the COCO file
    std::string image_suffix;      // of the names of image files, to be left out of the images' names: "_0000"
    std::string mask_suffix;       // of the names of mask files: "_segmentation"
    bool skip_unpaired = false;    // leave out images without a mask and masks without an image, with a warning
    // What the masks' values stand for, of pairs and volumes: "liver=1,spleen=2", one name for whatever is not 0, or a
    // JSON file with such a table ({"1": "liver"}, {"liver": 1}, or a field "labels" with one). Values called
    // "background" are left out, as 0 is. Of class folders it gives the classes' order, and may be empty.
    std::string labels;
    std::filesystem::path output;
    std::string name;         // of the data set; empty: the output folder's
    std::string modality;     // empty: not known
    std::string split;        // "test", "training", or shares "90:10" (training : test); empty: "90:10" for
                              // volumes, "test" for all others
    std::uint64_t seed = 42;  // of the split
    std::size_t most_test = imed361m_test_images;  // further test images are left out; 0: no limit
    std::string volume_rule;                       // VolumeRule on the images' names; volumes have their own
    std::optional<PixelSpacing> spacing;           // of pictures; volumes know theirs
    Plane plane = Plane::axial;                    // that volumes are cut along
    bool all_slices = false;                       // of volumes, those without a target too
    std::optional<int> frame;                      // of 4D volumes, from 0
    std::optional<WindowRule> window;  // of volumes, and of pictures with more than 8 bits; none: percentiles
    bool overwrite = false;            // replace a data set that is in the output folder
};

struct ConversionResult {
    std::size_t training = 0;  // images written
    std::size_t test = 0;
    std::size_t beyond_limit = 0;    // test images that most_test left out
    std::size_t without_target = 0;  // slices left out; of pictures: written, but never scored
    std::size_t classes = 0;
    std::optional<std::size_t> volumes;
};

// Called after every image with how many are done, and of how many.
using ConversionProgress = std::function<void(std::size_t done, std::size_t all)>;

// Converts. Slices without a target are left out unless options say otherwise, splits are drawn by volume where volumes are known, and the same seed
// gives the same bytes. The output folder is written beside its place and put there when it is complete, so a failure
// leaves nothing that looks like a data set. Throws UsageError where options don't fit together, Error naming the file
// where something can't be read, has no partner or a label without a name, or the output folder is there already.
[[nodiscard]] ConversionResult convert_to_dataset(const ConversionOptions& options,
                                                  const ConversionProgress& progress = {});

struct ExportOptions {
    std::filesystem::path dataset;
    std::filesystem::path output;
    bool overwrite = false;
};

struct ExportResult {
    std::size_t training = 0;  // images written
    std::size_t test = 0;
    bool class_folders = false;  // masks overlap, or are too many for a palette
};

// Writes a data set as pictures: SPLIT/images/NAME.png and SPLIT/masks/NAME.png, whose values are the numbers in
// labels.json ({"1": "liver"}). Where masks overlap anywhere in the set, or it has more than 255 classes, each class has
// a folder of binary masks instead, SPLIT/masks/CLASS/NAME.png. Throws as convert_to_dataset, also for items that can't
// be read.
[[nodiscard]] ExportResult export_pictures(const ExportOptions& options, const ConversionProgress& progress = {});

}  // namespace imis
