// Encoded slices of a study: each is encoded when it is first asked for or, in a sweep, ahead of that.
#pragma once

#include <cstddef>
#include <future>
#include <list>
#include <map>
#include <memory>

#include "imis/model/engine.hpp"
#include "imis/segmentation/study.hpp"

namespace imis {

struct EncodedSlice {
    Image image;
    Embedding embedding;
    double seconds = 0;  // that encoding took
};

class SliceEmbeddings {
public:
    // ahead: how many slices of a sweep are encoded at once, each on a thread of its own. Engine and study must outlive
    // the object.
    SliceEmbeddings(const Engine& engine, const Study& study, const SliceAxes& axes, int ahead = 1);

    // The embedding of a slice. step: +1 or -1 where the slices in this direction will be asked for next, 0 otherwise.
    // Slices that were not asked for lately are forgotten once all take more than 1 GiB.
    [[nodiscard]] std::shared_ptr<const EncodedSlice> at(int slice, int step = 0);

private:
    using Encoded = std::shared_future<std::shared_ptr<const EncodedSlice>>;

    void request(int slice, std::launch policy);
    void forget_oldest();

    const Engine& engine_;
    const Study& study_;
    SliceAxes axes_;
    int ahead_;
    std::size_t capacity_;  // slices
    std::map<int, Encoded> slices_;
    std::list<int> order_;  // of requests, the oldest first
};

}  // namespace imis
