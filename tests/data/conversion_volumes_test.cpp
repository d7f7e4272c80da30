#include <array>
#include <set>
#include <string>

#include "captured_stderr.hpp"
#include "catch.hpp"
#include "converted.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/formats/volumes.hpp"

namespace fs = std::filesystem;
using namespace imis;

namespace {

constexpr std::array<int, 3> grid = {4, 3, 5};

// A volume of 4 x 3 x 5 voxels of 0.5 x 0.75 x 2 mm, whose values are value(i, j, k).
template <typename Value>
void write_grid(const fs::path& path, const Value& value) {
    LabelVolume volume;
    volume.geometry.size = grid;
    volume.geometry.spacing = {0.5, 0.75, 2};
    for (int k = 0; k < grid[2]; ++k) {
        for (int j = 0; j < grid[1]; ++j) {
            for (int i = 0; i < grid[0]; ++i) volume.labels.push_back(static_cast<std::uint8_t>(value(i, j, k)));
        }
    }
    write_label_volume(path, volume);
}

// Volumes v0, v1, ... whose labels are 1 at i = 1, j = 0 of slices 1 and 3, and 2 at i = 2, j = 2 of slice 3.
struct Volumes {
    TemporaryFolder folder;
    ConversionOptions options;

    explicit Volumes(int count = 1) {
        for (int v = 0; v < count; ++v) {
            const std::string name = "v" + std::to_string(v);
            write_grid(folder / "images" / (name + "_0000.nii.gz"),
                       [&](int i, int j, int k) { return 10 * v + i + 20 * j + 50 * k; });
            write_grid(folder / "labels" / (name + ".nrrd"), [](int i, int j, int k) {
                if (i == 1 && j == 0 && (k == 1 || k == 3)) return 1;
                return i == 2 && j == 2 && k == 3 ? 2 : 0;
            });
        }
        options.source = SourceKind::volumes;
        options.images = folder / "images";
        options.masks = folder / "labels";
        options.image_suffix = "_0000";
        options.labels = "liver=1,spleen=2";
        options.output = folder / "out";
        options.window = WindowRule{WindowRule::Kind::given, {127.5, 255}};
    }

    Dataset convert() {
        (void)convert_to_dataset(options);
        return read_dataset(options.output);
    }
};

std::set<std::string> volumes_of(const std::vector<DatasetItem>& items) {
    std::set<std::string> volumes;
    for (const DatasetItem& item : items) volumes.insert(item.volume.value().volume);
    return volumes;
}

}  // namespace

TEST_CASE("volumes are cut into the slices that have a target") {
    Volumes volumes;
    const ConversionResult result = convert_to_dataset(volumes.options);
    CHECK(result.test == 2);
    CHECK(result.without_target == 3);
    CHECK(result.volumes == 1);
    const Dataset dataset = read_dataset(volumes.options.output);
    REQUIRE(dataset.test.size() == 2);
    CHECK(dataset.test[0].name == "v0_001");
    CHECK(dataset.test[1].volume == VolumeSlice{"v0", 3});
    REQUIRE(dataset.test[0].spacing);
    CHECK(dataset.test[0].spacing->height == 0.75);
    CHECK(dataset.test[0].spacing->width == 0.5);
    CHECK(dataset.test[0].slice_spacing == 2);
    CHECK(masks_text(dataset, dataset.test[0]) == "liver: .#../..../....");
    CHECK(masks_text(dataset, dataset.test[1]) == "liver: .#../..../....; spleen: ..../..../..#.");
    const Image image = load_sample(dataset, dataset.test[0]).image;
    CHECK(image.rgb[0] == 50);      // i = 0, j = 0, k = 1
    CHECK(image.rgb[3 * 6] == 72);  // i = 2, j = 1
}

TEST_CASE("slices without a target are kept where that is asked for") {
    Volumes volumes;
    volumes.options.all_slices = true;
    const ConversionResult result = convert_to_dataset(volumes.options);
    CHECK(result.test == 5);
    CHECK(result.without_target == 3);
    const Dataset dataset = read_dataset(volumes.options.output);
    REQUIRE(dataset.test.size() == 5);
    CHECK(dataset.test[0].volume == VolumeSlice{"v0", 0});
    CHECK(masks_text(dataset, dataset.test[0]).empty());
    CHECK(masks_text(dataset, dataset.test[3]) == "liver: .#../..../....; spleen: ..../..../..#.");
}

TEST_CASE("volumes are cut along other planes too") {
    Volumes volumes;
    volumes.options.plane = Plane::sagittal;
    const Dataset dataset = volumes.convert();
    REQUIRE(dataset.test.size() == 2);
    CHECK(dataset.test[1].name == "v0_002");
    CHECK(dataset.test[1].spacing->height == 2);
    CHECK(dataset.test[1].spacing->width == 0.75);
    CHECK(dataset.test[1].slice_spacing == 0.5);
    CHECK(masks_text(dataset, dataset.test[0]) == "liver: .../#../.../#../...");
    CHECK(masks_text(dataset, dataset.test[1]) == "spleen: .../.../.../..#/...");
}

TEST_CASE("the grey values' percentiles are black and white unless a window is given") {
    Volumes volumes;
    volumes.options.window.reset();
    const Dataset dataset = volumes.convert();
    const Image image = load_sample(dataset, dataset.test.at(1)).image;
    const Volume volume = read_volume(volumes.folder / "images/v0_0000.nii.gz");
    CHECK(image.rgb[0] == to_8bit(150, percentile_range(volume.grey)));
}

TEST_CASE("splits are drawn by volume, one in ten for testing, the same by the same seed") {
    Volumes volumes(20);
    const Dataset dataset = volumes.convert();
    const auto training = volumes_of(dataset.training);
    const auto test = volumes_of(dataset.test);
    CHECK(training.size() == 18);
    CHECK(test.size() == 2);
    for (const std::string& volume : test) CHECK_FALSE(training.contains(volume));
    CHECK(dataset.test.size() == 4);

    const auto first = folder_contents(volumes.options.output);
    volumes.options.overwrite = true;
    (void)volumes.convert();
    CHECK(folder_contents(volumes.options.output) == first);
    std::set<std::set<std::string>> drawn;
    for (volumes.options.seed = 1; volumes.options.seed <= 6; ++volumes.options.seed) {
        drawn.insert(volumes_of(volumes.convert().test));
    }
    CHECK(drawn.size() > 1);
}

TEST_CASE("test images are limited, and what is beyond is in no split") {
    Volumes volumes(4);
    volumes.options.split = "50:50";
    volumes.options.most_test = 3;
    const ConversionResult result = convert_to_dataset(volumes.options);
    CHECK(result.training == 4);
    CHECK(result.test == 3);
    CHECK(result.beyond_limit == 1);
    volumes.options.overwrite = true;
    volumes.options.most_test = 0;
    CHECK(convert_to_dataset(volumes.options).test == 4);
    volumes.options.split = "training";
    CHECK(convert_to_dataset(volumes.options).training == 8);
    volumes.options.split = "half";
    CHECK_THROWS_WITH(convert_to_dataset(volumes.options), contains("split 'half' is neither"));
}

TEST_CASE("a label map that lies elsewhere is matched by indices, with a warning") {
    Volumes volumes;
    LabelVolume moved;
    moved.geometry.size = grid;
    moved.geometry.spacing = {0.5, 0.75, 2};
    moved.geometry.origin = {0, 0, 30};
    moved.labels.assign(60, 0);
    moved.labels[25] = 1;  // i = 1, j = 0, k = 2
    write_label_volume(volumes.folder / "labels/v0.nrrd", moved);
    std::string masks;
    const std::string warnings = captured_stderr([&] {
        const Dataset dataset = volumes.convert();
        masks = masks_text(dataset, dataset.test.at(0));
    });
    CHECK_THAT(warnings, contains("v0.nrrd: lies elsewhere than its image"));
    CHECK(masks == "liver: .#../..../....");
}

TEST_CASE("volumes that don't fit together are refused") {
    Volumes volumes;
    const auto refused = [&](const std::string& reason) {
        CHECK_THROWS_WITH(convert_to_dataset(volumes.options), contains(reason));
        CHECK_FALSE(fs::exists(volumes.options.output));
    };
    volumes.options.spacing = PixelSpacing{1, 1, LengthUnit::millimetre};
    refused("spacing: volumes know their own");
    volumes.options.spacing.reset();
    volumes.options.volume_rule = "(.*)";
    refused("volume rule: slices are named after their volumes");
    volumes.options.volume_rule = "";
    volumes.options.labels = "liver=1";
    refused("v0.nrrd: has the value 2, which has no name");
    volumes.options.labels = "organ";
    volumes.options.image_suffix = "";
    refused("has no mask of its name");
    volumes.options.image_suffix = "_0000";
    volumes.options.frame = 1;
    refused("v0_0000.nii.gz");  // is no 4D volume
    volumes.options.frame.reset();
    LabelVolume other;
    other.geometry.size = {4, 3, 4};
    other.labels.assign(48, 1);
    write_label_volume(volumes.folder / "labels/v0.nrrd", other);
    refused("v0.nrrd: has 4 x 3 x 4 voxels, but its image has 4 x 3 x 5");
    other.labels.assign(48, 0);
    write_label_volume(volumes.folder / "labels/v0.nrrd", other);
    refused("no slice has a label");
}
