#include "imis/model/logits_file.hpp"

#include <limits>

#include <ATen/ATen.h>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"

using namespace imis;

TEST_CASE("written logits are read back as they were") {
    const TemporaryFolder folder;
    const at::Tensor logits = at::arange(12, at::kFloat).view({3, 4}) - 5.5F;
    write_logits(folder / "logits.npy", logits);
    CHECK(read_logits(folder / "logits.npy", {3, 4}).equal(logits));
}

TEST_CASE("logits of another size, or that are no numbers, are refused") {
    const TemporaryFolder folder;
    write_logits(folder / "logits.npy", at::zeros({3, 4}));
    CHECK_THROWS_WITH(read_logits(folder / "logits.npy", {4, 3}),
                      contains("logits.npy: must hold") && contains("3 x 4"));
    write_logits(folder / "nan.npy", at::full({3, 4}, std::numeric_limits<float>::quiet_NaN()));
    CHECK_THROWS_WITH(read_logits(folder / "nan.npy", {3, 4}), contains("nan.npy: holds NaN"));
}
