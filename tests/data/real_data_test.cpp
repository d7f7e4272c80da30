// All images and labels of the real data load; some pixel counts are compared with those that SciPy and OpenCV gave.
#include <numeric>
#include <string>
#include <vector>

#include "catch.hpp"
#include "imis/data/dataset.hpp"
#include "imis/data/sample.hpp"
#include "test_data.hpp"

using namespace imis;

namespace {

const DatasetItem& item_named(const std::vector<DatasetItem>& items, const std::string& name) {
    for (const DatasetItem& item : items) {
        if (item.name == name) return item;
    }
    FAIL("no item " + name);
    return items.front();
}

std::vector<std::int64_t> areas(const Sample& sample) {
    std::vector<std::int64_t> counts;
    for (const Target& target : sample.targets) counts.push_back(area(target.mask));
    return counts;
}

std::int64_t sum_of_values(const Image& image) {
    return std::accumulate(image.rgb.begin(), image.rgb.end(), std::int64_t{0});
}

}  // namespace

TEST_CASE("every image and label of the real data sets loads", "[real-data]") {
    const auto folder = test_data("");
    if (!folder) return;
    const std::vector<Dataset> datasets = find_datasets({*folder});
    std::size_t images = 0;
    std::size_t targets = 0;
    for (const Dataset& dataset : datasets) {
        CHECK(dataset.modality != "Unknown");
        for (const Split split : {Split::training, Split::test}) {
            for (const DatasetItem& item : dataset.items(split)) {
                INFO(dataset.name << " " << item.name);
                const Sample sample = load_sample(dataset, item);
                ++images;
                targets += sample.targets.size();
                for (const Target& target : sample.targets) REQUIRE(target.mask.size == sample.image.size);
            }
        }
    }
    CHECK(datasets.size() == 13);
    CHECK(images == 248);
    CHECK(targets == 1156);
}

TEST_CASE("a BTCV slice has the recorded pixels", "[real-data]") {
    const auto folder = test_data("BTCV");
    if (!folder) return;
    const Dataset dataset = read_dataset(*folder);
    CHECK(dataset.name == "BTCV");
    CHECK(dataset.modality == "CT");
    CHECK(dataset.classes.size() == 13);
    CHECK(dataset.training.size() == 178);
    CHECK(dataset.test.size() == 14);
    const Sample sample = load_sample(dataset, item_named(dataset.test, "ABD_037_61"));
    CHECK(areas(sample) == std::vector<std::int64_t>{4088, 4087, 4476, 441, 521, 392});
    CHECK(sample.targets.at(2).name == "liver");
    CHECK(sum_of_values(sample.image) == 100360194);
    CHECK(areas(load_sample(dataset, item_named(dataset.training, "ABD_001_100"))) ==
          std::vector<std::int64_t>{4295, 3764, 243, 18102, 6219, 604, 970, 2471});
}

TEST_CASE("a MedScribble slice has the recorded pixels", "[real-data]") {
    const auto folder = test_data("MedScribble_ACDC");
    if (!folder) return;
    const Dataset dataset = read_dataset(*folder);
    CHECK(dataset.modality == "MR");
    const Sample sample = load_sample(dataset, item_named(dataset.test, "patient050_axis2_maxslice"));
    CHECK(areas(sample) == std::vector<std::int64_t>{647});
    CHECK(sum_of_values(sample.image) == 5338761);
}
