#include "imis/data/dataset.hpp"

#include <string>

#include "catch.hpp"
#include "dataset_folder.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"

using namespace imis;

namespace {

// A data set whose fields are those given, and what else must be there.
Dataset read_with(const std::string& fields) {
    const TemporaryFolder folder;
    return read_dataset(write_dataset(
        folder / "Folder", "{" + fields + (fields.empty() ? "" : ", ") + R"("labels": {"1": "liver"}, "test": []})"));
}

void check_refused(const std::string& json, const std::string& reason) {
    INFO(json);
    const TemporaryFolder folder;
    write_dataset(folder.path(), json);
    CHECK_THROWS_WITH(read_dataset(folder.path()), contains("dataset.json: ") && contains(reason));
}

}  // namespace

TEST_CASE("a data set is read as published") {
    const TemporaryFolder folder;
    write_dataset(folder.path(),
                  R"({"name": "BTCV", "description": "ct_BTCV", "dimension": "2D", "modality": {"0": "ct"},
        "labels": {"0": "background", "10": "aorta", "2": "liver", "1": "spleen"}, "numTraining": 1, "numTest": 1,
        "training": [{"image": "image/a.png", "label": "label/x___a.(3, 4, 5, 1).npz", "imask": "imask/x___a.npy"}],
        "test": [{"image": "image/b.png", "label": "label/x___b.(3, 4, 5, 1).npz"}]})");
    const Dataset dataset = read_dataset(folder.path());
    CHECK(dataset.name == "BTCV");
    CHECK(dataset.modality == "CT");
    CHECK(dataset.folder == folder.path());
    CHECK(dataset.classes == std::vector<std::string>{"spleen", "liver", "aorta"});
    REQUIRE(dataset.items(Split::training).size() == 1);
    REQUIRE(dataset.items(Split::test).size() == 1);
    CHECK(dataset.training[0].name == "a");
    CHECK(dataset.test[0].image == "image/b.png");
    CHECK(dataset.test[0].label == "label/x___b.(3, 4, 5, 1).npz");
    CHECK(dataset.test[0].problem.empty());
}

TEST_CASE("background is left out by its name, wherever it stands") {
    const TemporaryFolder folder;
    write_dataset(folder.path(), R"({"labels": {"0": "spleen", "1": "Background", "2": "liver"}, "training": []})");
    CHECK(read_dataset(folder.path()).classes == std::vector<std::string>{"spleen", "liver"});
    write_dataset(folder.path(), R"({"labels": ["spleen", "liver"], "training": []})");
    CHECK(read_dataset(folder.path()).classes == std::vector<std::string>{"spleen", "liver"});
}

TEST_CASE("the name is the folder's where there is none, and safe in file names") {
    CHECK(read_with("").name == "Folder");
    CHECK(read_with(R"("name": "")").name == "Folder");
    CHECK(read_with(R"("name": "..")").name == "Folder");
    CHECK(read_with(R"("name": "../a/b")").name == ".._a_b");
}

TEST_CASE("the modality comes from its field or from the description") {
    CHECK(read_with(R"("modality": "x_ray")").modality == "X-Ray");
    CHECK(read_with(R"("modality": {"0": "mr_t1w"})").modality == "MR-T1W");
    CHECK(read_with(R"("modality": {"1": "ct", "0": "pet", "2": "CT"})").modality == "PET+CT");
    CHECK(read_with(R"("modality": ["octa"])").modality == "OCTA");
    CHECK(read_with(R"("name": "BTCV", "description": "ct_BTCV")").modality == "CT");
    CHECK(read_with(R"("name": "A_B", "description": "mr_flair_A_B")").modality == "MR-FLAIR");
    CHECK(read_with(R"("name": "A", "description": "mr_flair_of_something")").modality == "MR-FLAIR");
    CHECK(read_with(R"("modality": "", "description": "us_A")").modality == "US");
    CHECK(read_with(R"("description": "Some slices of a body")").modality == "Unknown");
    CHECK(read_with("").modality == "Unknown");
}

TEST_CASE("a data set may lack one of its lists") {
    const Dataset dataset = read_with("");
    CHECK(dataset.training.empty());
    CHECK(dataset.test.empty());
}

TEST_CASE("a missing or malformed dataset.json is refused with file, field and reason") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH(read_dataset(folder.path()), contains("has no dataset.json"));
    CHECK_THROWS_AS(read_dataset(folder.path()), Error);
    check_refused("", "is not valid JSON");
    check_refused("{\"labels\": {\n\"0\": }", "is not valid JSON: mistake at line 2");
    check_refused("[]", "must be a JSON object");
    check_refused(R"({"test": []})", "field 'labels' is missing");
    check_refused(R"({"labels": "liver", "test": []})", "field 'labels' must be an object");
    check_refused(R"({"labels": {"one": "liver"}, "test": []})", "field 'labels' has the key 'one'");
    check_refused(R"({"labels": {"1": 1}, "test": []})", "field 'labels.1' must be a string, not a number");
    check_refused(R"({"labels": {"1": ""}, "test": []})", "field 'labels' has an empty name");
    check_refused(R"({"labels": {"1": "a", "01": "b"}, "test": []})", "field 'labels' has the number 1 twice");
    check_refused(R"({"labels": {"1": "liver", "2": "liver"}, "test": []})", "has the class 'liver' twice");
    check_refused(R"({"labels": {"0": "background"}, "test": []})", "names no class but background");
    check_refused(R"({"labels": {"1": "liver"}})", "neither of the fields 'training' and 'test'");
    check_refused(R"({"labels": {"1": "liver"}, "test": {}})", "field 'test' must be a list");
    check_refused(R"({"labels": {"1": "liver"}, "test": [], "name": 3})", "field 'name' must be a string");
    check_refused(R"({"labels": {"1": "liver"}, "test": [], "modality": 3})", "field 'modality'");
}
