// Prompts as a person or a file gives them, before it is known which image they are for.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "imis/base/choice.hpp"
#include "imis/image/geometry.hpp"
#include "imis/model/manifest.hpp"
#include "imis/segmentation/study.hpp"

namespace imis {

// What coordinates count: pixels of the slice (x, y), or millimetres in the patient (x, y, z).
enum class Coordinates { pixel, lps, ras };

inline constexpr Words<Coordinates, 3> coordinates_words = {
    {{Coordinates::pixel, "pixel"}, {Coordinates::lps, "lps"}, {Coordinates::ras, "ras"}}};

struct GivenPoint {
    Vector3 at{};   // x, y (z is 0), or x, y, z in millimetres
    int label = 1;  // 1 object, 0 background, -1 no point
};

// Two opposite corners, as GivenPoint::at.
struct GivenBox {
    Vector3 first{};
    Vector3 last{};
};

// What is given in one round.
struct GivenRound {
    std::vector<GivenPoint> points;
    std::optional<GivenBox> box;
    std::string text;          // a name, or a whole sentence
    std::optional<Size> grid;  // of the image that pixels count in, where it is not the slice itself
};

// A box in space, such as a region of interest of 3D Slicer; its eight corners, LPS.
using SpatialBox = std::array<Vector3, 8>;

struct GivenObject {
    std::string name;
    std::string source;  // stands before messages: the file, or "--object liver"
    Coordinates coordinates = Coordinates::pixel;
    std::vector<GivenRound> rounds;
    std::optional<SpatialBox> region;  // its middle slice gets its outline as box; propagation stays inside
    std::filesystem::path mask;        // to start from: a picture, a label map or low-res logits (.npy); empty: none
    SliceRequest slice;                // that the prompts are on
};

// One image of a prompts file.
struct GivenImage {
    std::string image;  // relative to the folder that is segmented; empty: whatever is segmented
    std::vector<GivenObject> objects;
};

// A prompts file.
struct GivenPrompts {
    std::vector<GivenImage> images;
    std::optional<History> history;  // of the recorded session; the model's where it does not say
    std::optional<MaskFeedback> mask_feedback;
};

// Reads a prompts file (docs/segment.md, "Prompts files") or a 3D Slicer markups file (.mrk.json with fiducials or ROIs), told by
// content. Throws Error that names the file, the field and the remedy.
[[nodiscard]] GivenPrompts read_given_prompts(const std::filesystem::path& file);

// The words of --point and --box: "x,y[,label]" or "x,y,z[,label]" in millimetres; "x0,y0,x1,y1" or "x0,y0,z0,x1,y1,z1". Throws
// UsageError that names the option, what was given and what is expected.
[[nodiscard]] GivenPoint parse_point(const std::string& words, Coordinates coordinates);
[[nodiscard]] GivenBox parse_box(const std::string& words, Coordinates coordinates);

}  // namespace imis
