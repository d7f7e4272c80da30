#include "imis/data/conversion.hpp"

#include <string>

#include "captured_stderr.hpp"
#include "catch.hpp"
#include "converted.hpp"
#include "dataset_folder.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"

namespace fs = std::filesystem;
using namespace imis;

namespace {

// Two pictures and their masks, and the options that convert them.
struct Pairs {
    TemporaryFolder folder;
    ConversionOptions options;

    Pairs() {
        write_image_png(folder / "images/a.png", plain_picture(10));
        write_image_png(folder / "images/sub/b.png", plain_picture(20));
        write_label_png(folder / "masks/a.png", drawn_labels({"11..", "12..", "...."}));
        write_label_png(folder / "masks/sub/b.png", drawn_labels({"....", "...2", "...."}));
        options.images = folder / "images";
        options.masks = folder / "masks";
        options.labels = "liver=1,spleen=2";
        options.output = folder / "out";
    }

    Dataset convert() {
        (void)convert_to_dataset(options);
        return read_dataset(options.output);
    }

    void check_refused(const std::string& reason) {
        INFO(reason);
        CHECK_THROWS_WITH(convert_to_dataset(options), contains(reason));
        CHECK_FALSE(fs::exists(options.output));
        for (const auto& entry : fs::directory_iterator(folder.path())) {
            CHECK_THAT(entry.path().string(), !Catch::Matchers::Contains("partial"));
        }
    }
};

}  // namespace

TEST_CASE("pictures and masks of labels become a data set") {
    Pairs pairs;
    pairs.options.modality = "x_ray";
    pairs.options.spacing = PixelSpacing{0.5, 0.25, LengthUnit::millimetre};
    const ConversionResult result = convert_to_dataset(pairs.options);
    CHECK(result.test == 2);
    CHECK(result.training == 0);
    CHECK(result.classes == 2);
    CHECK(result.without_target == 0);
    const Dataset dataset = read_dataset(pairs.options.output);
    CHECK(dataset.name == "out");
    CHECK(dataset.modality == "X-Ray");
    CHECK(dataset.classes == std::vector<std::string>{"liver", "spleen"});
    REQUIRE(dataset.test.size() == 2);
    CHECK(dataset.test[0].name == "a");
    CHECK(dataset.test[1].name == "sub_b");
    REQUIRE(dataset.test[1].spacing);
    CHECK(dataset.test[1].spacing->height == 0.5);
    CHECK(dataset.test[1].spacing->width == 0.25);
    CHECK(masks_text(dataset, dataset.test[0]) == "liver: ##../#.../....; spleen: ..../.#../....");
    CHECK(masks_text(dataset, dataset.test[1]) == "spleen: ..../...#/....");
    CHECK(load_sample(dataset, dataset.test[1]).image.rgb == plain_picture(20).rgb);
}

TEST_CASE("what values of masks stand for") {
    Pairs pairs;
    const auto first = [&](const std::string& labels) {
        pairs.options.labels = labels;
        pairs.options.overwrite = true;
        const Dataset dataset = pairs.convert();
        return masks_text(dataset, dataset.test.at(0));
    };
    CHECK(first("organ") == "organ: ##../##../....");
    CHECK(first("organ=1,organ=2") == "organ: ##../##../....");
    CHECK(first("spleen=2,background=1") == "spleen: ..../.#../....");
    const auto from_file = [&](const char* json) {
        write_file_atomically(pairs.folder / "labels.json", std::string_view(json));
        return first((pairs.folder / "labels.json").string());
    };
    const std::string both = "liver: ##../#.../....; spleen: ..../.#../....";
    CHECK(from_file(R"({"2": "spleen", "1": "liver"})") == both);
    CHECK(from_file(R"({"spleen": 2, "liver": 1, "background": 0})") == both);
    CHECK(from_file(R"(["background", "liver", "spleen"])") == both);
    CHECK(from_file(R"({"labels": {"1": "liver", "2": "spleen"}, "name": "x"})") == both);
}

TEST_CASE("labels that can't be used are refused") {
    Pairs pairs;
    const auto refused = [&](const std::string& labels, const std::string& reason) {
        pairs.options.labels = labels;
        pairs.check_refused(reason);
    };
    refused("", "what the masks' values stand for is not given");
    refused("liver=1,spleen", "'spleen' gives no value");
    refused("liver=x", "'x' is no whole number");
    refused("liver=1,spleen=1", "the value 1 stands there twice");
    refused("liver=0,spleen=1", "0 is always background");
    refused("background=1,background=2", "no class is named");
    refused("liver=1", "a.png: has the value 2, which has no name");
    refused("nowhere.json", "nowhere.json");
}

TEST_CASE("a picture that lacks its partner is refused, or left out where that is asked for") {
    Pairs pairs;
    write_image_png(pairs.folder / "images/c.png", plain_picture(30));
    pairs.check_refused("images/c.png: has no mask of its name (1 such file");
    write_label_png(pairs.folder / "masks/c.png", drawn_labels({"1..", "..."}));
    pairs.check_refused("masks/c.png: has 3 x 2 pixels, but its image has 4 x 3");
    fs::remove(pairs.folder / "images/c.png");
    pairs.check_refused("masks/c.png: has no image of its name");
    pairs.options.skip_unpaired = true;
    fs::remove(pairs.folder / "masks/sub/b.png");
    const std::string warnings = captured_stderr([&] { CHECK(pairs.convert().test.size() == 1); });
    CHECK_THAT(warnings, contains("images/sub/b.png: has no mask of its name and is left out (1 such file)"));
    CHECK_THAT(warnings, contains("masks/c.png: has no image of its name and is left out"));
    fs::remove(pairs.folder / "masks/a.png");
    pairs.options.overwrite = true;
    (void)captured_stderr([&] {
        CHECK_THROWS_WITH(convert_to_dataset(pairs.options), contains("images: has no picture with a mask in"));
    });
}

TEST_CASE("masks may lie beside their images") {
    Pairs pairs;
    fs::rename(pairs.folder / "images/a.png", pairs.folder / "both.png");
    fs::remove_all(pairs.folder / "images");
    fs::rename(pairs.folder / "masks/a.png", pairs.folder / "masks/a_mask.png");
    fs::rename(pairs.folder / "both.png", pairs.folder / "masks/a.png");
    fs::remove_all(pairs.folder / "masks/sub");
    pairs.options.images = pairs.options.masks;
    pairs.options.mask_suffix = "_mask";
    const Dataset dataset = pairs.convert();
    REQUIRE(dataset.test.size() == 1);
    CHECK(dataset.test[0].name == "a");
    CHECK(masks_text(dataset, dataset.test[0]) == "liver: ##../#.../....; spleen: ..../.#../....");
}

TEST_CASE("two images of one name are refused") {
    Pairs pairs;
    write_image_png(pairs.folder / "images/sub_b.png", plain_picture(30));
    write_label_png(pairs.folder / "masks/sub_b.png", drawn_labels({"1...", "....", "...."}));
    pairs.check_refused("both images would be called 'sub_b'");
}

TEST_CASE("a failed conversion leaves what was there") {
    Pairs pairs;
    (void)pairs.convert();
    const auto before = folder_contents(pairs.options.output);
    CHECK_THROWS_WITH(convert_to_dataset(pairs.options), contains("out: is there already"));
    fs::resize_file(pairs.folder / "masks/sub/b.png", 40);
    pairs.options.overwrite = true;
    CHECK_THROWS_WITH(convert_to_dataset(pairs.options), contains("b.png"));
    CHECK(folder_contents(pairs.options.output) == before);

    pairs.options.output = pairs.folder / "masks";  // no data set, so it is not replaced even where that is asked for
    CHECK_THROWS_WITH(convert_to_dataset(pairs.options), contains("masks: is there already and has no dataset.json"));
    CHECK(fs::exists(pairs.folder / "masks/a.png"));
}

TEST_CASE("masks in a folder for each class may overlap") {
    Pairs pairs;
    fs::remove_all(pairs.folder / "masks");
    write_mask_png(pairs.folder / "masks/tumour/a.png", drawn_mask({"##..", "....", "...."}));
    write_mask_png(pairs.folder / "masks/liver/a.png", drawn_mask({"####", "....", "...."}));
    pairs.options.source = SourceKind::class_folders;
    pairs.options.labels = "";
    const ConversionResult result = convert_to_dataset(pairs.options);
    CHECK(result.without_target == 1);
    const Dataset dataset = read_dataset(pairs.options.output);
    CHECK(dataset.classes == std::vector<std::string>{"liver", "tumour"});
    CHECK(masks_text(dataset, dataset.test.at(0)) == "liver: ####/..../....; tumour: ##../..../....");
    CHECK(masks_text(dataset, dataset.test.at(1)).empty());

    pairs.options.overwrite = true;
    pairs.options.labels = "tumour=1,vessel=2,liver=3";
    CHECK(pairs.convert().classes == std::vector<std::string>{"tumour", "vessel", "liver"});
    pairs.options.labels = "tumour";
    CHECK_THROWS_WITH(convert_to_dataset(pairs.options), contains("masks/liver: the labels name no such class"));
    pairs.options.labels = "";
    write_mask_png(pairs.folder / "masks/liver/z.png", drawn_mask({"####", "....", "...."}));
    CHECK_THROWS_WITH(convert_to_dataset(pairs.options), contains("masks/liver/z.png: has no image of its name"));
}

TEST_CASE("pictures of 16 bits are spread over 8") {
    Pairs pairs;
    // Written by NumPy's and OpenCV's hands: 16 bits, which read_image would cut to the high byte.
    copy_fixture("images/grey16.png", pairs.folder / "deep/g.png");
    const Size size = read_label_values(pairs.folder / "deep/g.png").size;
    Mask mask = Mask::zeros(size);
    mask.pixels[0] = 1;
    write_mask_png(pairs.folder / "deep masks/g.png", mask);
    pairs.options.images = pairs.folder / "deep";
    pairs.options.masks = pairs.folder / "deep masks";
    pairs.options.labels = "spot";
    const Dataset dataset = pairs.convert();
    const Image image = load_sample(dataset, dataset.test.at(0)).image;
    CHECK(*std::ranges::max_element(image.rgb) == 255);
    CHECK(*std::ranges::min_element(image.rgb) == 0);
}

TEST_CASE("a mask that is a JPEG is cut at middle grey, and can't tell labels apart") {
    Pairs pairs;
    fs::remove_all(pairs.folder / "images");
    fs::remove_all(pairs.folder / "masks");
    copy_fixture("images/grey.jpg", pairs.folder / "images/g.jpg");
    copy_fixture("images/grey.jpg", pairs.folder / "masks/g.jpg");
    pairs.check_refused("g.jpg: is a JPEG, which blurs values");
    pairs.options.labels = "bright";
    const Dataset dataset = pairs.convert();
    const LabelValues values = read_label_values(pairs.folder / "masks/g.jpg");
    const auto bright = std::ranges::count_if(values.values, [](std::uint16_t value) { return value >= 128; });
    REQUIRE(bright > 0);
    REQUIRE(bright < std::ssize(values.values));
    CHECK(area(load_sample(dataset, dataset.test.at(0)).targets.at(0).mask) == bright);
}

TEST_CASE("COCO files become data sets") {
    Pairs pairs;
    write_file_atomically(pairs.folder / "coco.json",
                          std::string_view(
                              R"({"images": [{"id": 1, "file_name": "sub/b.png", "height": 3, "width": 4}],
                "categories": [{"id": 5, "name": "liver"}],
                "annotations": [{"image_id": 1, "category_id": 5, "segmentation": [[1, 0, 3, 0, 3, 2, 1, 2]]}]})"));
    pairs.options.source = SourceKind::coco;
    pairs.options.masks = pairs.folder / "coco.json";
    pairs.check_refused("COCO files name their classes themselves");
    pairs.options.labels = "";
    const Dataset dataset = pairs.convert();
    CHECK(dataset.test.at(0).name == "sub_b");
    CHECK(masks_text(dataset, dataset.test[0]) == "liver: .##./.##./....");
}

TEST_CASE("a data set written as pictures and converted back is the same") {
    Pairs pairs;
    const Dataset dataset = pairs.convert();
    const ExportResult result = export_pictures({pairs.options.output, pairs.folder / "png", false});
    CHECK_FALSE(result.class_folders);
    CHECK(result.test == 2);
    pairs.options.images = pairs.folder / "png/test/images";
    pairs.options.masks = pairs.folder / "png/test/masks";
    pairs.options.labels = (pairs.folder / "png/labels.json").string();
    pairs.options.name = "out";
    const fs::path first = pairs.options.output;
    pairs.options.output = pairs.folder / "again";
    (void)pairs.convert();
    CHECK(folder_contents(pairs.folder / "again") == folder_contents(first));
    CHECK_THROWS_WITH(export_pictures({first, pairs.folder / "png", false}), contains("png: is there already"));
    CHECK_NOTHROW(export_pictures({first, pairs.folder / "png", true}));
}

TEST_CASE("a data set of overlapping masks is written as a folder for each class") {
    Pairs pairs;
    fs::remove_all(pairs.folder / "masks");
    write_mask_png(pairs.folder / "masks/liver/a.png", drawn_mask({"####", "....", "...."}));
    write_mask_png(pairs.folder / "masks/tumour/a.png", drawn_mask({"##..", "....", "...."}));
    pairs.options.source = SourceKind::class_folders;
    pairs.options.labels = "";
    pairs.options.split = "training";
    (void)pairs.convert();
    CHECK(export_pictures({pairs.options.output, pairs.folder / "png", false}).class_folders);
    const auto masks = folder_contents(pairs.folder / "masks");
    CHECK(folder_contents(pairs.folder / "png/training/masks") == masks);
}
