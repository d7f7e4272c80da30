#include <algorithm>

#include <ATen/ATen.h>

#include "catch.hpp"
#include "image_evaluation.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/formats/pictures.hpp"

using namespace imis;

TEST_CASE("files of rounds are named after data set, image, target and round") {
    CHECK(run_folder::round_file("out", "BTCV", "ABD_001", "aorta", 1, 3, ".png") == "out/BTCV/ABD_001/aorta_r3.png");
    CHECK(run_folder::round_file("out", "BTCV", "ABD_001", "aorta", 2, 3, ".png") ==
          "out/BTCV/ABD_001/aorta_r3_repeat2.png");
    CHECK(run_folder::round_file("out", "a/b", "..", "left: \"kidney\"", 1, 1, ".npy") ==
          "out/a_b/_../left_ _kidney__r1.npy");
}

TEST_CASE("a written mask reads back as 0 and 255") {
    const TemporaryFolder folder;
    at::Tensor mask = at::zeros({3, 5}, at::kBool);
    mask.index_put_({1, 4}, true);
    write_mask(folder / "deep" / "mask.png", mask);
    const Image image = read_image(folder / "deep" / "mask.png");
    CHECK(image.size == Size{3, 5});
    CHECK(image.rgb[3 * (1 * 5 + 4)] == 255);
    CHECK(std::count(image.rgb.begin(), image.rgb.end(), 0) == 3 * 14);
}
