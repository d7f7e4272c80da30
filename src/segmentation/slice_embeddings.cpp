#include "imis/segmentation/slice_embeddings.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "imis/base/stopwatch.hpp"

namespace imis {
namespace {

// A GPU computes one slice after the other: while it does, the next is read and resized.
constexpr int gpu_ahead = 2;

constexpr std::int64_t cache_bytes = std::int64_t{1} << 30;

std::size_t slices_in_cache(const Manifest& manifest, int ahead) {
    std::int64_t values = 0;
    for (const auto& shape : manifest.features) {
        values += std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
    }
    const std::int64_t bytes = values * static_cast<std::int64_t>(sizeof(float));
    return static_cast<std::size_t>(std::max<std::int64_t>(cache_bytes / bytes, ahead + 1));
}

std::shared_ptr<const EncodedSlice> encode(const Engine& engine, Image image) {
    const Stopwatch watch;
    auto encoded = std::make_shared<EncodedSlice>();
    encoded->embedding = engine.encode(image);
    encoded->image = std::move(image);
    encoded->seconds = watch.seconds();
    return encoded;
}

}  // namespace

SliceEmbeddings::SliceEmbeddings(const Engine& engine, const Study& study, const SliceAxes& axes, int ahead)
    : engine_(engine),
      study_(study),
      axes_(axes),
      ahead_(std::max(1, is_accelerator(engine.device()) ? std::min(ahead, gpu_ahead) : ahead)),
      capacity_(slices_in_cache(engine.manifest(), ahead_)) {}

std::shared_ptr<const EncodedSlice> SliceEmbeddings::at(int slice, int step) {
    const bool sweep = step != 0 && ahead_ > 1;
    for (int i = 0; sweep && i < ahead_; ++i) {
        const int next = slice + i * step;
        if (next >= 0 && next < slice_count(study_.geometry(), axes_)) request(next, std::launch::async);
    }
    if (!sweep) request(slice, std::launch::deferred);
    return slices_.at(slice).get();
}

void SliceEmbeddings::request(int slice, std::launch policy) {
    std::erase(order_, slice);
    order_.push_back(slice);
    if (slices_.contains(slice)) return;
    slices_[slice] = std::async(policy, [this, slice] { return encode(engine_, study_.image(axes_, slice)); }).share();
    forget_oldest();
}

void SliceEmbeddings::forget_oldest() {
    while (slices_.size() > capacity_) {
        slices_.erase(order_.front());
        order_.pop_front();
    }
}

}  // namespace imis
