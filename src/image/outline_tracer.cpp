#include "outline_tracer.hpp"

#include <array>

namespace imis {
namespace {

struct Step {
    int x = 0;
    int y = 0;
};

// Directions in clockwise order, each with the edge of a pixel that is walked in it: right along the top, down along
// the right edge, left along the bottom, up along the left edge.
constexpr std::array<Step, 4> directions = {{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}};
constexpr std::array<Step, 4> edge_starts = {{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};  // seen from the pixel's own corner

std::size_t right_of(std::size_t direction) {
    return (direction + 1) % 4;
}

std::size_t left_of(std::size_t direction) {
    return (direction + 3) % 4;
}

}  // namespace

OutlineTracer::OutlineTracer(const Mask& mask) : mask_(mask), walked_tops_(mask.pixels.size(), false) {}

bool OutlineTracer::starts_at(int x, int y) const {
    return is_foreground(x, y) && !is_foreground(x, y - 1) && !walked_tops_[index(x, y)];
}

Ring OutlineTracer::walk(int x, int y) {
    Ring corners;
    const Step start = {x, y};
    std::size_t direction = 0;
    bool turned = true;
    do {
        if (direction == 0) walked_tops_[index(x, y)] = true;
        if (turned) {
            const Step corner = edge_starts[direction];
            corners.push_back({static_cast<float>(x + corner.x), static_cast<float>(y + corner.y)});
        }
        const Step ahead = {x + directions[direction].x, y + directions[direction].y};
        const Step outside = directions[left_of(direction)];
        turned = true;
        if (!is_foreground(ahead.x, ahead.y)) {
            direction = right_of(direction);  // around the pixel's own corner
        } else if (!is_foreground(ahead.x + outside.x, ahead.y + outside.y)) {
            x = ahead.x;
            y = ahead.y;
            turned = false;
        } else {
            x = ahead.x + outside.x;
            y = ahead.y + outside.y;
            direction = left_of(direction);
        }
    } while (x != start.x || y != start.y || direction != 0);
    return corners;
}

bool OutlineTracer::is_foreground(int x, int y) const {
    return x >= 0 && y >= 0 && x < mask_.size.width && y < mask_.size.height && mask_.pixels[index(x, y)] != 0;
}

std::size_t OutlineTracer::index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(mask_.size.width) + static_cast<std::size_t>(x);
}

}  // namespace imis
