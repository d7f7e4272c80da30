#include "imis/segmentation/input_run.hpp"

#include <algorithm>
#include <deque>
#include <future>
#include <thread>

#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/model/bundle.hpp"
#include "imis/segmentation/output_files.hpp"
#include "imis/segmentation/study_run.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

// Slices or images to be computed at once, where each takes the threads that it was given.
int computed_at_once(const SegmentOptions& options) {
    const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    return std::max(1, (options.threads > 0 ? options.threads : cores) / options.threads_per_image);
}

// The options of a run with the protocol that a prompts file asks for.
StudyRunOptions study_run_options(const SegmentOptions& options, const Manifest& manifest,
                                  const GivenPrompts& prompts) {
    ProtocolOptions protocol;
    protocol.history = prompts.history;
    protocol.mask_feedback = prompts.mask_feedback;
    StudyRunOptions run = options.run;
    run.segmentation.protocol = make_protocol(manifest, protocol);
    run.segmentation.after_slice = throw_if_interrupted;
    run.ahead = computed_at_once(options);
    return run;
}

// The objects, on the slice of the options where they name none.
std::vector<GivenObject> with_slice(std::vector<GivenObject> objects, const SliceRequest& slice) {
    for (GivenObject& object : objects) {
        if (!object.slice.plane) object.slice = slice;
    }
    return objects;
}

// The prompts that are for the one study that is segmented.
const GivenImage& image_for(const GivenPrompts& prompts, const SegmentOptions& options) {
    if (prompts.images.size() == 1) return prompts.images.front();
    // The file's names are relative to some folder above the input.
    const std::string input = fs::absolute(options.input).lexically_normal().string();
    const auto found = std::ranges::find_if(prompts.images, [&](const GivenImage& image) {
        return !image.image.empty() && input.ends_with("/" + fs::path(image.image).lexically_normal().string());
    });
    if (found != prompts.images.end()) return *found;
    throw UsageError(options.prompts.string() + ": has prompts for " + std::to_string(prompts.images.size()) +
                     " images, but none of them has the name of " + options.input.string());
}

std::string ending(const std::string& format) {
    return format.starts_with('.') ? format : "." + format;
}

void check_folders(const StudyFiles& files) {
    for (const auto& folder : {files.output, files.overlay, files.logits, files.image}) {
        if (folder.empty()) continue;
        if (fs::exists(folder) && !fs::is_directory(folder)) {
            throw UsageError(folder.string() +
                             ": is a file; where the input is a folder of images, results go into folders");
        }
        check_writable(folder / "mask", true);
    }
}

}  // namespace

EngineOptions engine_options(const SegmentOptions& options) {
    return {options.device, options.precision, options.threads_per_image};
}

bool names_images(const GivenPrompts& prompts, const fs::path& input) {
    return fs::is_directory(input) &&
           std::ranges::any_of(prompts.images, [](const GivenImage& image) { return !image.image.empty(); });
}

SingleRun::SingleRun(const SegmentOptions& options, const GivenPrompts& prompts)
    : options_(options),
      bundle_(open_bundle(options.model)),
      run_(study_run_options(options, bundle_.manifest, prompts)),
      study_(options.input, options.study),
      objects_(prepare_study(study_, with_slice(image_for(prompts, options).objects, options.slice), bundle_.manifest,
                             options.files, run_)),
      engine_(bundle_, engine_options(options)) {}

std::size_t SingleRun::most_masks() const {
    std::size_t count = 0;
    for (const PlacedObject& object : objects_) {
        const auto whole = static_cast<std::size_t>(slice_count(study_.geometry(), object.axes));
        count += run_.segmentation.propagate ? whole : object.slices.size();
    }
    return count;
}

std::vector<std::string> SingleRun::run(const std::function<void()>& after_mask) {
    run_.segmentation.after_slice = [&] {
        throw_if_interrupted();
        after_mask();
    };
    return run_study(engine_, study_, objects_, options_.files, run_);
}

// An image whose turn has come.
struct FolderRun::PlannedImage {
    const GivenImage* image = nullptr;
    fs::path file;
    StudyFiles files;
    std::string problem;  // why it can't be opened or written
};

FolderRun::FolderRun(const SegmentOptions& options, const GivenPrompts& prompts)
    : options_(options), prompts_(prompts) {
    check_folders(options.files);
    bundle_ = open_bundle(options.model);
    if (!options.format.empty()) (void)mask_file("mask" + ending(options.format));
    run_ = study_run_options(options, bundle_.manifest, prompts);
    run_.ahead = 1;  // the threads have an image each
    engine_ = std::make_unique<Engine>(bundle_, engine_options(options));
}

void FolderRun::run(const std::function<void(const ImageOutcome&)>& done) {
    std::deque<std::future<ImageOutcome>> under_way;
    for (const GivenImage& image : prompts_.images) {
        if (under_way.size() == at_once()) {
            done(under_way.front().get());
            under_way.pop_front();
        }
        under_way.push_back(std::async(std::launch::async, [this, planned = plan(image)] { return segment(planned); }));
    }
    for (auto& outcome : under_way) done(outcome.get());
}

// On a GPU one image is computed at a time, while the next is read.
std::size_t FolderRun::at_once() const {
    return is_accelerator(engine_->device()) ? 2 : static_cast<std::size_t>(computed_at_once(options_));
}

// In the order of the file, so that of two images with one output it is always the second that fails.
FolderRun::PlannedImage FolderRun::plan(const GivenImage& image) {
    PlannedImage planned{&image, {}, {}, {}};
    try {
        const fs::path relative = fs::path(image.image).lexically_normal();
        if (relative.empty() || relative.is_absolute() || *relative.begin() == "..") {
            throw Error("must be the name of a file below " + options_.input.string());
        }
        planned.file = options_.input / relative;
        if (!fs::exists(planned.file)) throw Error(planned.file.string() + ": no such file");
        planned.files = files_of(relative, is_one_picture(planned.file));
        claim(planned.files);
    } catch (const std::exception& problem) {
        planned.problem = reason(problem);
    }
    return planned;
}

void FolderRun::claim(const StudyFiles& files) {
    for (const fs::path& file : {files.output, files.overlay, files.logits, files.image}) {
        if (file.empty() || claimed_.insert(file).second) continue;
        throw Error(file.string() + ": is the output of another image of this run already; rename one of them");
    }
}

StudyFiles FolderRun::files_of(const fs::path& relative, bool picture) const {
    const std::string format = !options_.format.empty() ? ending(options_.format) : picture ? ".png" : ".nii.gz";
    const auto below = [&](const fs::path& folder, const std::string& end) {
        return folder.empty() ? folder : folder / relative.parent_path() / (name_without_ending(relative) + end);
    };
    const StudyFiles& asked = options_.files;
    return {below(asked.output, format), below(asked.overlay, ".png"), below(asked.logits, ".npy"),
            below(asked.image, ".png"), asked.force};
}

// Called on several threads.
ImageOutcome FolderRun::segment(const PlannedImage& planned) const {
    throw_if_interrupted();
    const std::string& name = planned.image->image;
    if (!planned.problem.empty()) return {name, {}, planned.problem};
    try {
        return {name, segment_image(planned), {}};
    } catch (const Interrupted&) {
        throw;
    } catch (const std::exception& problem) {
        return {name, {}, reason(problem)};
    }
}

std::vector<std::string> FolderRun::segment_image(const PlannedImage& planned) const {
    const Study study(planned.file, options_.study);
    const auto objects =
        prepare_study(study, with_slice(planned.image->objects, options_.slice), bundle_.manifest, planned.files, run_);
    return run_study(*engine_, study, objects, planned.files, run_);
}

}  // namespace imis
