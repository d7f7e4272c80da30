// From options and prompts to result lines and files: one study, or a folder of images.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "imis/model/engine.hpp"
#include "imis/segmentation/given_prompts.hpp"
#include "imis/segmentation/options.hpp"
#include "imis/segmentation/placed_prompts.hpp"
#include "imis/segmentation/study.hpp"

namespace imis {

// Device, precision and threads of the engine that the options ask for.
[[nodiscard]] EngineOptions engine_options(const SegmentOptions& options);

// Whether prompts are for images in a folder, which the input is.
[[nodiscard]] bool names_images(const GivenPrompts& prompts, const std::filesystem::path& input);

// One study.
class SingleRun {
public:
    // Opens the study and places the prompts that are for it (of a file with several images, those of the image that is
    // called as the input), checks that files can be written, then loads the model. Throws UsageError where no prompts
    // are for this input, and as open_bundle, Study, prepare_study and Engine. The options must outlive the object.
    SingleRun(const SegmentOptions& options, const GivenPrompts& prompts);

    // How many masks run() makes at most.
    [[nodiscard]] std::size_t most_masks() const;

    // Segments the study and writes its files; after_mask is called after every mask. Returns the result lines. Throws
    // as run_study, and Interrupted after Ctrl-C.
    [[nodiscard]] std::vector<std::string> run(const std::function<void()>& after_mask);

private:
    const SegmentOptions& options_;
    Bundle bundle_;
    StudyRunOptions run_;
    Study study_;
    std::vector<PlacedObject> objects_;
    Engine engine_;
};

// What became of one image of a folder.
struct ImageOutcome {
    std::string image;               // its name in the prompts file
    std::vector<std::string> lines;  // of its results
    std::string problem;             // why there are none; empty where there are
};

// All images of a folder that a prompts file names. The files of the options are folders, in which each image's files
// have its name.
class FolderRun {
public:
    // Checks the folders of the results and loads the model. Throws UsageError where one is a file or is not writable,
    // and as open_bundle, mask_file and Engine. Options and prompts must outlive the object.
    FolderRun(const SegmentOptions& options, const GivenPrompts& prompts);

    // Segments several images at once and calls done for each in the order of the prompts file. An image that fails
    // costs no other. Throws Interrupted after Ctrl-C.
    void run(const std::function<void(const ImageOutcome&)>& done);

private:
    struct PlannedImage;

    [[nodiscard]] std::size_t at_once() const;
    [[nodiscard]] PlannedImage plan(const GivenImage& image);
    void claim(const StudyFiles& files);
    [[nodiscard]] StudyFiles files_of(const std::filesystem::path& relative, bool picture) const;
    [[nodiscard]] ImageOutcome segment(const PlannedImage& planned) const;
    [[nodiscard]] std::vector<std::string> segment_image(const PlannedImage& planned) const;

    const SegmentOptions& options_;
    const GivenPrompts& prompts_;
    Bundle bundle_;
    StudyRunOptions run_;
    std::unique_ptr<Engine> engine_;
    std::set<std::filesystem::path> claimed_;  // the files that the images so far write
};

}  // namespace imis
