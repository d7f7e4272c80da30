#include "imis/data/dataset_check.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include "catch.hpp"
#include "dataset_folder.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/data/dataset_info.hpp"
#include "imis/data/sample.hpp"
#include "imis/formats/pictures.hpp"

using namespace imis;

namespace {

// A data set of images of 5 x 4 pixels with one white pixel each, whose labels are the fixture's: of the classes A,
// Kidney_Left and C the second has no pixel.
class Folder {
public:
    // white: the pixel; equal ones make equal images.
    void add(const std::string& split, const std::string& name, std::size_t white) {
        Mask picture = Mask::zeros({4, 5});
        picture.pixels[white] = 1;
        write_mask_png(folder_ / ("image/" + name + ".png"), picture);
        copy_fixture("npz/csr_uint8.(3, 4, 5, 1).npz", folder_ / label(name));
        std::string& items = split == "test" ? test_ : training_;
        items += (items.empty() ? "" : ", ") + (R"({"image": "image/)" + name + R"(.png", "label": ")") + label(name) +
                 R"(", "imask": "imask/)" + name + ".npy\"}";
    }

    static std::string label(const std::string& name) { return "label/x___" + name + ".(3, 4, 5, 1).npz"; }

    [[nodiscard]] Dataset read(const std::string& fields) const {
        return read_dataset(
            write_dataset(folder_.path(), "{" + fields + R"("labels": {"1": "A", "2": "Kidney_Left", "3": "C"})" +
                                              R"(, "training": [)" + training_ + R"(], "test": [)" + test_ + "]}"));
    }

    [[nodiscard]] const TemporaryFolder& path() const { return folder_; }

private:
    TemporaryFolder folder_;
    std::string training_;
    std::string test_;
};

std::vector<std::string> lines(const Dataset& dataset) {
    std::vector<std::string> lines;
    for (const Finding& finding : check_dataset(dataset, survey(dataset, 2))) {
        lines.push_back(word_of(severity_words, severity_of(finding.kind)) + "|" +
                        word_of(finding_words, finding.kind) + "|" + finding.place + "|" + finding.text);
    }
    return lines;
}

bool has_line(const std::vector<std::string>& lines, const std::string& start, const std::string& part = "") {
    for (const std::string& line : lines) {
        if (line.starts_with(start) && line.find(part) != std::string::npos) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("a check of a sound data set finds what may be meant so") {
    Folder folder;
    folder.add("training", "a_1", 0);
    folder.add("test", "b_1", 1);
    const auto found = lines(folder.read(R"x("modality": "ct", "volume_rule": "(.+)_[0-9]", )x"));
    CHECK(found == std::vector<std::string>{
                       "warning|target name|A|is no target of IMed-361M; not mapped in tables by anatomical group",
                       "warning|unused name|Kidney_Left|has no pixel in any image that can be read",
                       "warning|target name|C|is no target of IMed-361M; not mapped in tables by anatomical group",
                       "warning|imask||2 of 2 interactive-mask maps are missing (first: imask/a_1.npy); no evaluation "
                       "needs them"});
}

TEST_CASE("a check finds leaks, duplicates and damage") {
    Folder folder;
    folder.add("training", "a_1", 0);
    folder.add("training", "a_2", 2);
    folder.add("training", "c_1", 2);
    folder.add("test", "a_3", 3);
    folder.add("test", "b_1", 0);
    folder.add("test", "d_1", 5);
    std::filesystem::resize_file(folder.path() / "image/d_1.png", 20);
    write_file_atomically(folder.path() / "label/left over.npz", std::string_view("x"));
    write_file_atomically(folder.path() / "imask/a_1.npy", std::string_view("x"));
    const auto found = lines(folder.read(R"x("numTest": 7, "modality": "spells", "volume_rule": "(.+)_[0-9]", )x"));
    CHECK(has_line(found, "error|unreadable|test: d_1|", "d_1.png"));
    CHECK(has_line(found, "error|leakage|test: b_1|has the pixels of training: a_1"));
    CHECK(has_line(found, "error|leakage|volume a|1 test image of a volume that is in training too"));
    CHECK(has_line(found, "warning|duplicate|training: c_1|has the pixels of training: a_2"));
    CHECK(has_line(found, "warning|modality||'Spells' is not in the table"));
    CHECK(has_line(found, "warning|imask|training: a_1|", "a_1.npy"));
    CHECK(has_line(found, "warning|unlisted|label/|1 file that no item names (first: label/left over.npz)"));
    CHECK(has_line(found, "warning|counts|test|numTest is 7, but the list has 3 items"));
    CHECK_FALSE(has_line(found, "error|leakage|volume b"));
}

TEST_CASE("a data set is described in numbers") {
    Folder folder;
    folder.add("training", "a_1", 0);
    folder.add("test", "b_1", 1);
    folder.add("test", "b_2", 2);
    folder.add("test", "c_1", 3);
    std::filesystem::resize_file(folder.path() / "image/c_1.png", 20);
    const Dataset dataset = folder.read(R"x("modality": "ct", "volume_rule": "(.+)_[0-9]", "spacing": [0.5, 2], )x");
    const DatasetInfo info = describe(dataset, survey(dataset, 3));
    CHECK(info.modality == "CT");
    CHECK(info.training.images == 1);
    CHECK(info.test.images == 3);
    CHECK(info.test.unreadable == 1);
    CHECK(info.test.volumes == 2);
    CHECK(info.sizes == std::map<std::string, std::size_t>{{"5 x 4", 3}});
    REQUIRE(info.classes.size() == 3);
    CHECK(info.classes[0].training == 1);
    CHECK(info.classes[0].test == 2);
    CHECK(info.test.targets == 4);
    const Sample sample = load_sample(dataset, dataset.training.at(0));
    REQUIRE(info.classes[0].pixels);
    CHECK(info.classes[0].pixels->most == static_cast<double>(area(sample.targets.at(0).mask)));
    CHECK_FALSE(info.classes[1].pixels);
    REQUIRE(info.row_spacing);
    CHECK(info.row_spacing->median == 0.5);
    CHECK(info.column_spacing->most == 2);
}
