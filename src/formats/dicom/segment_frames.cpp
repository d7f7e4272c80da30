#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "imis/base/error.hpp"
#include "segmentation_groups.hpp"

namespace imis {
namespace {

using LabelSet = std::array<bool, 256>;

std::span<const std::uint8_t> slice_labels(const LabelVolume& labels, int slice) {
    const auto pixels = static_cast<std::size_t>(labels.geometry.size[0]) * labels.geometry.size[1];
    return std::span(labels.labels).subspan(pixels * static_cast<std::size_t>(slice), pixels);
}

std::vector<LabelSet> labels_by_slice(const LabelVolume& labels) {
    std::vector<LabelSet> found(static_cast<std::size_t>(labels.geometry.size[2]));
    for (std::size_t slice = 0; slice < found.size(); ++slice) {
        for (const std::uint8_t label : slice_labels(labels, static_cast<int>(slice))) found[slice][label] = true;
    }
    return found;
}

void check_labels(const std::vector<LabelSet>& found, int segments) {
    for (const LabelSet& slice : found) {
        const auto last = std::find(slice.rbegin(), slice.rend(), true);
        const auto label = std::distance(last, slice.rend()) - 1;
        if (label > segments) {
            throw Error("the label map has label " + std::to_string(label) + " but only " + std::to_string(segments) +
                        " segments are described; describe one for every label");
        }
    }
}

}  // namespace

std::vector<SegmentFrame> segment_frames(const LabelVolume& labels, int segments) {
    const std::vector<LabelSet> found = labels_by_slice(labels);
    check_labels(found, segments);
    std::vector<SegmentFrame> frames;
    for (int segment = 1; segment <= segments; ++segment) {
        const std::size_t before = frames.size();
        for (std::size_t slice = 0; slice < found.size(); ++slice) {
            if (found[slice][static_cast<std::size_t>(segment)]) frames.push_back({segment, static_cast<int>(slice)});
        }
        if (frames.size() == before) frames.push_back({segment, 0});
    }
    return frames;
}

std::vector<std::uint32_t> slice_ranks(const std::vector<SegmentFrame>& frames, int slices) {
    std::vector<std::uint32_t> ranks(static_cast<std::size_t>(slices), 0);
    for (const SegmentFrame& frame : frames) ranks[static_cast<std::size_t>(frame.slice)] = 1;
    std::uint32_t used = 0;
    for (std::uint32_t& rank : ranks) {
        if (rank != 0) rank = ++used;
    }
    return ranks;
}

std::vector<std::uint8_t> frame_pixels(const LabelVolume& labels, const SegmentFrame& frame) {
    const auto slice = slice_labels(labels, frame.slice);
    std::vector<std::uint8_t> pixels(slice.size());
    std::transform(slice.begin(), slice.end(), pixels.begin(),
                   [&](std::uint8_t label) { return static_cast<std::uint8_t>(label == frame.segment ? 1 : 0); });
    return pixels;
}

std::vector<std::uint8_t> packed_frames(const LabelVolume& labels, const std::vector<SegmentFrame>& frames) {
    const std::size_t pixels = slice_labels(labels, 0).size();
    std::vector<std::uint8_t> packed((frames.size() * pixels + 7) / 8, 0);
    std::size_t bit = 0;
    for (const SegmentFrame& frame : frames) {
        for (const std::uint8_t label : slice_labels(labels, frame.slice)) {
            packed[bit / 8] |= static_cast<std::uint8_t>((label == frame.segment ? 1U : 0U) << (bit % 8));
            ++bit;
        }
    }
    return packed;
}

}  // namespace imis
