// Walks along the edges between foreground and background.
#pragma once

#include <cstddef>
#include <vector>

#include "imis/image/image.hpp"
#include "imis/image/mask_encoding.hpp"

namespace imis {

// Follows the outlines of one mask, each edge once. The foreground is always at the right hand (y is down), and a walk
// never changes over a corner to a pixel that touches its own there only.
class OutlineTracer {
public:
    // The mask must outlive the tracer.
    explicit OutlineTracer(const Mask& mask);

    // Whether a pixel is foreground below background, and the edge between them was not walked yet. Every closed walk
    // has such edges, as it must go to the right somewhere.
    [[nodiscard]] bool starts_at(int x, int y) const;

    // Walks from the top left corner of a pixel where starts_at, along its top and back. To be asked in row-major
    // order: the edge before then belongs to no top, so the walk begins at a turn. Returns the corners that it turned
    // at, the first not repeated. It may come through a corner twice.
    [[nodiscard]] Ring walk(int x, int y);

private:
    [[nodiscard]] bool is_foreground(int x, int y) const;
    [[nodiscard]] std::size_t index(int x, int y) const;

    const Mask& mask_;
    std::vector<bool> walked_tops_;  // pixels whose top edge was walked
};

}  // namespace imis
