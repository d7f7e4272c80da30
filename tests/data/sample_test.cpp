#include "imis/data/sample.hpp"

#include <filesystem>
#include <string>

#include "catch.hpp"
#include "dataset_folder.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/formats/pictures.hpp"

namespace fs = std::filesystem;
using namespace imis;

namespace {

const std::string label_name = "label/x___a.(3, 4, 5, 1).npz";

// A data set of one test image, 5 wide and 4 high, with the classes A, B and C; B has no pixel.
struct OneImage {
    TemporaryFolder folder;
    Dataset dataset;

    explicit OneImage(Size size = {4, 5}, const std::string& classes = R"({"1": "A", "2": "B", "3": "C"})") {
        write_dataset(folder.path(), R"({"labels": )" + classes + R"(, "test": [{"image": "image/a.png", "label": ")" +
                                         label_name + "\"}]}");
        Mask picture = Mask::zeros(size);
        picture.pixels[1] = 1;
        write_mask_png(folder / "image/a.png", picture);
        copy_fixture("npz/csr_uint8.(3, 4, 5, 1).npz", folder / label_name);
        dataset = read_dataset(folder.path());
    }

    [[nodiscard]] Sample load() const { return load_sample(dataset, dataset.test.at(0)); }

    void check_refused(const std::string& reason) const {
        CHECK_THROWS_AS(load(), ItemError);
        CHECK_THROWS_WITH(load(), contains(reason));
    }
};

}  // namespace

TEST_CASE("a sample has the image and the classes with pixels") {
    const OneImage one;
    const Sample sample = one.load();
    CHECK(sample.image.size == Size{4, 5});
    CHECK(static_cast<int>(sample.image.rgb[0]) == 0);
    CHECK(static_cast<int>(sample.image.rgb[3]) == 255);
    REQUIRE(sample.targets.size() == 2);
    CHECK(sample.targets[0].name == "A");
    CHECK(sample.targets[0].class_index == 0);
    CHECK(area(sample.targets[0].mask) == 3);
    CHECK(sample.targets[1].name == "C");
    CHECK(sample.targets[1].class_index == 2);
}

TEST_CASE("an image without targets is a sample without targets") {
    const OneImage one;
    copy_fixture("npz/csr_empty.(3, 4, 5, 1).npz", one.folder / label_name);
    CHECK(one.load().targets.empty());
}

TEST_CASE("a label that does not fit its image or data set is refused") {
    OneImage({5, 4}).check_refused("(3, 4, 5, 1).npz: has 5 x 4 pixels, but its image has 4 x 5");
    OneImage({4, 5}, R"({"1": "A", "2": "B"})").check_refused("has 3 planes, but the data set names 2 classes");
}

TEST_CASE("missing and truncated files of an item are refused by name") {
    const OneImage one;
    fs::rename(one.folder / label_name, one.folder / "kept.npz");
    one.check_refused("x___a.(3, 4, 5, 1).npz: no such file");
    fs::rename(one.folder / "kept.npz", one.folder / label_name);
    fs::resize_file(one.folder / "image/a.png", 60);
    one.check_refused("image/a.png: truncated PNG");
    fs::remove(one.folder / "image/a.png");
    one.check_refused("image/a.png: no such file");
}

TEST_CASE("symbolic links may not lead out of the folder") {
    const OneImage one;
    const OneImage other;
    fs::remove(one.folder / "image/a.png");
    fs::create_symlink(other.folder / "image/a.png", one.folder / "image/a.png");
    one.check_refused("image/a.png: a symbolic link leads out of the data set's folder");
    fs::remove(one.folder / "image/a.png");
    fs::copy_file(other.folder / "image/a.png", one.folder / "b.png");
    fs::create_symlink("../b.png", one.folder / "image/a.png");
    CHECK(one.load().targets.size() == 2);
}

TEST_CASE("a data set behind a link or a relative path is fine") {
    const OneImage one;
    const TemporaryFolder elsewhere;
    fs::create_directory_symlink(one.folder.path(), elsewhere / "link");
    const Dataset linked = read_dataset(elsewhere / "link");
    CHECK(load_sample(linked, linked.test.at(0)).targets.size() == 2);
}
