// One study from its prompts to its files.
#pragma once

#include <string>
#include <vector>

#include "imis/segmentation/options.hpp"
#include "imis/segmentation/segmentation.hpp"

namespace imis {

// Places what was given in the study's slices and checks, before any model is loaded, that the model takes it and the
// files can be written. Throws as place_object, check_taken, check_output and check_writable.
[[nodiscard]] std::vector<PlacedObject> prepare_study(const Study& study, const std::vector<GivenObject>& given,
                                                      const Manifest& manifest, const StudyFiles& files,
                                                      const StudyRunOptions& options);

// Segments all objects and writes the files. Returns a line of JSON a result (result_lines.hpp).
[[nodiscard]] std::vector<std::string> run_study(const Engine& engine, const Study& study,
                                                 const std::vector<PlacedObject>& objects, const StudyFiles& files,
                                                 const StudyRunOptions& options);

}  // namespace imis
