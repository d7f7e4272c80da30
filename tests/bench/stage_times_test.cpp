// Times and operations of stages.
#include "stage_times.hpp"

#include <chrono>
#include <thread>

#include "catch.hpp"

using namespace imis;

namespace {

// The operations that some work is counted as.
template <typename Work>
double counted(const Work& work) {
    const c10::InferenceMode inference;
    OperationCounter counter;
    listen_to_stages(&counter);
    {
        const StageScope stage(Stage::encode);
        work();
    }
    listen_to_stages(nullptr);
    return counter.mean(Stage::encode);
}

}  // namespace

TEST_CASE("products count two operations for each multiplication") {
    const at::Tensor a = at::ones({2, 3, 5});
    const at::Tensor b = at::ones({2, 5, 7});
    CHECK(counted([&] { (void)a.bmm(b); }) == 2 * 2 * 3 * 5 * 7);
    CHECK(counted([&] { (void)a[0].mm(b[0]); }) == 2 * 3 * 5 * 7);
    CHECK(counted([&] { (void)at::linear(a, at::ones({11, 5}), at::ones({11})); }) == 2 * 2 * 3 * 5 * 11);
    CHECK(counted([&] { (void)a.matmul(b); }) == 2 * 2 * 3 * 5 * 7);
    CHECK(counted([&] { (void)(a + 1); }) == 0);
}

TEST_CASE("convolutions count the kernel once for each output value") {
    const at::Tensor image = at::ones({1, 4, 10, 12});
    const auto convolved = [&](at::IntArrayRef kernels, int stride, int padding, bool transposed, int groups) {
        return counted([&] {
            (void)at::convolution(image, at::ones(kernels), std::nullopt, {stride, stride}, {padding, padding}, {1, 1},
                                  transposed, {0, 0}, groups);
        });
    };
    CHECK(convolved({6, 4, 3, 3}, 1, 1, false, 1) == 2.0 * 10 * 12 * 6 * 4 * 9);
    CHECK(convolved({6, 4, 3, 3}, 2, 0, false, 1) == 2.0 * 4 * 5 * 6 * 4 * 9);
    CHECK(convolved({4, 1, 3, 3}, 1, 1, false, 4) == 2.0 * 10 * 12 * 4 * 9);
    CHECK(convolved({4, 5, 2, 2}, 2, 0, true, 1) == 2.0 * 10 * 12 * 4 * 5 * 4);
}

TEST_CASE("attention counts its two products, however it is computed") {
    const at::Tensor query = at::ones({1, 2, 6, 8});
    const at::Tensor key = at::ones({1, 2, 9, 8});
    CHECK(counted([&] { (void)at::scaled_dot_product_attention(query, key, key); }) == 2.0 * 2 * 2 * 6 * 9 * 8);
}

TEST_CASE("times are those between a stage's begin and end, call by call") {
    StageTimes times(at::kCPU);
    listen_to_stages(&times);
    for (int call = 0; call < 2; ++call) {
        const StageScope image(Stage::image);
        const StageScope stage(Stage::click);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    listen_to_stages(nullptr);
    REQUIRE(times.seconds().at(Stage::click).size() == 2);
    for (const double seconds : times.seconds().at(Stage::click)) CHECK(seconds >= 0.002);
    CHECK(times.seconds().at(Stage::image)[0] >= times.seconds().at(Stage::click)[0]);
    CHECK_FALSE(times.seconds().contains(Stage::read));
}
