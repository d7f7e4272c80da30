#include "imis/formats/coco.hpp"

#include <string>

#include "catch.hpp"
#include "drawn_mask.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/formats/annotations.hpp"

using namespace imis;

namespace {

CocoFile read_coco(const std::string& annotations,
                   const std::string& images = R"([{"id": 7, "file_name": "a.png", "height": 4, "width": 5}])",
                   const std::string& categories = R"([{"id": 9, "name": "spleen"}, {"id": 2, "name": "liver"}])") {
    const TemporaryFolder folder;
    write_file_atomically(folder / "coco.json",
                          std::string_view(R"({"images": )" + images + R"(, "categories": )" + categories +
                                           R"(, "annotations": [)" + annotations + "]}"));
    return CocoFile(folder / "coco.json");
}

std::string annotation(const std::string& segmentation, int category = 2, int image = 7) {
    return R"({"image_id": )" + std::to_string(image) + R"(, "category_id": )" + std::to_string(category) +
           R"(, "segmentation": )" + segmentation + "}";
}

}  // namespace

TEST_CASE("polygons and run lengths of one category are laid together") {
    const CocoFile file =
        read_coco(annotation("[[1, 1, 3, 1, 3, 3, 1, 3], [4, 0, 5, 0, 5, 1, 4, 1]]") + "," +
                  annotation(R"({"size": [4, 5], "counts": [0, 1, 19]})") + "," + annotation("[]", 9));
    CHECK(file.categories() == std::vector<std::string>{"liver", "spleen"});
    REQUIRE(file.images().size() == 1);
    CHECK(file.images()[0].size == Size{4, 5});
    const auto masks = file.masks(file.images()[0]);
    REQUIRE(masks.size() == 1);
    CHECK(masks.at(0).pixels == drawn_mask({"#...#", ".##..", ".##..", "....."}).pixels);
}

TEST_CASE("what is written as COCO is read back") {
    const TemporaryFolder folder;
    const Mask first = drawn_mask({"#..", ".##"});
    const Mask second = drawn_mask({"..#", "..."});
    write_coco(folder / "coco.json",
               {"a.png", "model", {"liver", "heart"}, {{0, "", &first, 0.5}, {1, "", &second, 0.5}}});
    const CocoFile file(folder / "coco.json");
    const auto masks = file.masks(file.images().at(0));
    REQUIRE(masks.size() == 2);
    CHECK(masks.at(0).pixels == first.pixels);
    CHECK(masks.at(1).pixels == second.pixels);
}

TEST_CASE("a malformed COCO file is refused by field") {
    CHECK_THROWS_WITH(read_coco(annotation("[]", 3)), contains("annotations[0].category_id' is the id of no category"));
    CHECK_THROWS_WITH(read_coco(annotation("[]", 2, 1)), contains("annotations[0].image_id' is the id of no image"));
    CHECK_THROWS_WITH(read_coco("", "[]", "[]"), contains("field 'categories' names none"));
    CHECK_THROWS_WITH(read_coco("", "[]", R"([{"id": 1, "name": "a"}, {"id": 2, "name": "a"}])"),
                      contains("categories[1].name' is empty or was there before"));
    CHECK_THROWS_WITH(read_coco("", R"([{"id": 1, "file_name": "a", "height": 0, "width": 5}])"),
                      contains("images[0]' has no size"));
    const auto refused = [](const std::string& segmentation, const std::string& reason) {
        const CocoFile file = read_coco(annotation(segmentation));
        CHECK_THROWS_AS(file.masks(file.images().at(0)), ItemError);
        CHECK_THROWS_WITH(file.masks(file.images().at(0)), contains("a.png: ") && contains(reason));
    };
    refused("[[1, 2, 3]]", "needs three corners");
    refused(R"({"size": [5, 4], "counts": [20]})", "is not that of its image, [4, 5]");
    refused(R"({"size": [4, 5], "counts": [21]})", "have 21 pixels");
    refused("3", "segmentation");
}
