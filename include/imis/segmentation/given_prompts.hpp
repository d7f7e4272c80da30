// Objects and their prompts as a person or a file gives them, before it is known which image they are for.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "imis/interaction/given_round.hpp"
#include "imis/model/manifest.hpp"
#include "imis/segmentation/study.hpp"

namespace imis {

// A box in space, such as a region of interest of 3D Slicer; its eight corners, LPS.
using SpatialBox = std::array<Vector3, 8>;

struct GivenObject {
    std::string name;
    std::string source;  // stands before messages, such as a place in a file; may be empty
    Coordinates coordinates = Coordinates::pixel;
    std::vector<GivenRound> rounds;
    std::optional<SpatialBox> region;  // its middle slice gets its outline as box; propagation stays inside
    SliceRequest slice;                // that the prompts are on

    // The mask to start from: a picture, a label map or low-res logits (.npy); empty for none.
    [[nodiscard]] std::filesystem::path mask() const { return rounds.empty() ? "" : rounds.front().mask; }
};

// One image of a prompts file.
struct GivenImage {
    std::string image;  // relative to the folder that is segmented; empty: whatever is segmented
    std::vector<GivenObject> objects;
};

// A prompts file.
struct GivenPrompts {
    std::vector<GivenImage> images;
    std::optional<History> history;  // of the run that was recorded; the model's where the file does not say
    std::optional<MaskFeedback> mask_feedback;
};

// Reads a prompts file (docs/segment.md, "Prompts files") or a 3D Slicer markups file (.mrk.json with fiducials or
// ROIs); the content tells which. Throws Error that names the file and the field.
[[nodiscard]] GivenPrompts read_given_prompts(const std::filesystem::path& file);

}  // namespace imis
