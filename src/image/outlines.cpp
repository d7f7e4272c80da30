#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "imis/image/mask_encoding.hpp"
#include "outline_tracer.hpp"

namespace imis {
namespace {

// The 4-connected component of each pixel, 0 for background; their order is up to OpenCV.
cv::Mat component_labels(const Mask& mask) {
    // OpenCV wants mutable pointers; the mask's pixels are only read.
    const cv::Mat pixels(mask.size.height, mask.size.width, CV_8U, const_cast<std::uint8_t*>(mask.pixels.data()));
    cv::Mat labels;
    cv::connectedComponents(pixels, labels, 4, CV_32S);
    return labels;
}

// A whole-numbered corner as one number.
std::int64_t key_of(const Point& corner) {
    return (static_cast<std::int64_t>(corner.y) << 32) + static_cast<std::int64_t>(corner.x);
}

Ring closed(Ring ring) {
    ring.push_back(ring.front());
    return ring;
}

// Takes a walk apart where it comes through a corner a second time: what lies between is a ring of its own.
std::vector<Ring> simple_rings(const Ring& walk) {
    std::vector<Ring> rings;
    Ring open;
    std::unordered_map<std::int64_t, std::size_t> places;  // of the corners in `open`
    for (const Point& corner : walk) {
        const auto [place, is_new] = places.try_emplace(key_of(corner), open.size());
        if (is_new) {
            open.push_back(corner);
            continue;
        }
        const auto begin = open.begin() + static_cast<std::ptrdiff_t>(place->second);
        rings.push_back(closed(Ring(begin, open.end())));
        for (auto passed = begin + 1; passed != open.end(); ++passed) places.erase(key_of(*passed));
        open.erase(begin + 1, open.end());
    }
    rings.push_back(closed(std::move(open)));
    return rings;
}

void add_ring(Polygon& polygon, Ring ring) {
    if (signed_area(ring) > 0) {
        polygon.outer = std::move(ring);
    } else {
        polygon.holes.push_back(std::move(ring));
    }
}

}  // namespace

std::vector<Polygon> outlines(const Mask& mask) {
    std::vector<Polygon> polygons;
    if (mask.pixels.empty()) return polygons;
    const cv::Mat labels = component_labels(mask);
    std::unordered_map<std::int32_t, std::size_t> polygon_of;  // by label
    OutlineTracer tracer(mask);
    for (int y = 0; y < mask.size.height; ++y) {
        for (int x = 0; x < mask.size.width; ++x) {
            if (!tracer.starts_at(x, y)) continue;
            const auto [polygon, is_new] = polygon_of.try_emplace(labels.at<std::int32_t>(y, x), polygons.size());
            if (is_new) polygons.emplace_back();
            for (Ring& ring : simple_rings(tracer.walk(x, y))) add_ring(polygons[polygon->second], std::move(ring));
        }
    }
    return polygons;
}

double signed_area(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        twice += static_cast<double>(ring[i - 1].x) * ring[i].y - static_cast<double>(ring[i].x) * ring[i - 1].y;
    }
    return twice / 2;
}

}  // namespace imis
