// One study from its prompts to its files.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "imis/segmentation/segmentation.hpp"

namespace imis {

// Where results go; each may be empty for nowhere. With several results the names of logits, overlays, images and candidates get what
// tells them apart (with_suffix).
struct StudyFiles {
    std::filesystem::path output;   // masks, by its ending (output_file.hpp)
    std::filesystem::path overlay;  // a picture of each prompted slice
    std::filesystem::path logits;   // low-res logits of each prompted mask, .npy
    std::filesystem::path image;    // each prompted slice as the model was given it, PNG
    bool force = false;             // replace files that are there
};

struct StudyRunOptions {
    SegmentationOptions segmentation;
    int ahead = 1;  // slices encoded at once in a propagation
};

// Places what was given in the study's slices and checks, before any model is loaded, that the model takes it and the files can be
// written. Throws as place_object, check_taken, check_output and check_writable.
[[nodiscard]] std::vector<PlacedObject> prepare_study(const Study& study, const std::vector<GivenObject>& given,
                                                      const Manifest& manifest, const StudyFiles& files,
                                                      const StudyRunOptions& options);

// Segments all objects and writes the files. Returns a line of JSON a result (result_lines.hpp).
[[nodiscard]] std::vector<std::string> run_study(const Engine& engine, const Study& study,
                                                 const std::vector<PlacedObject>& objects, const StudyFiles& files,
                                                 const StudyRunOptions& options);

}  // namespace imis
