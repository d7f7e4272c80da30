#include "segment_run.hpp"

#include <algorithm>
#include <iostream>
#include <thread>

#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/cli/program.hpp"
#include "imis/cli/progress_bar.hpp"
#include "imis/model/bundle.hpp"
#include "segment_folder.hpp"
#include "segment_session.hpp"

namespace imis {
namespace {

void check_options(const SegmentOptions& options, const std::vector<GivenObject>& objects) {
    if (options.session) {
        if (objects.empty() && options.prompts.empty() && options.files.output.empty()) return;
        throw UsageError("--session takes prompts and output files as commands on stdin, not as options");
    }
    if (options.input.empty()) throw UsageError("--input is required (see imis segment --help)");
    if (!options.prompts.empty() && !objects.empty()) {
        throw UsageError("give prompts either by --prompts or by --box, --point, --text and --mask");
    }
    if (options.prompts.empty() && objects.empty()) {
        throw UsageError("nothing says what to segment; give --box, --point, --text, --mask or --prompts");
    }
}

// What of a prompts file is for the one study that is segmented.
const GivenImage& image_for(const GivenPrompts& prompts, const SegmentOptions& options) {
    if (prompts.images.size() == 1) return prompts.images.front();
    // The file's names are relative to some folder above the input.
    const std::string input = std::filesystem::absolute(options.input).lexically_normal().string();
    const auto found = std::ranges::find_if(prompts.images, [&](const GivenImage& image) {
        return !image.image.empty() &&
               input.ends_with("/" + std::filesystem::path(image.image).lexically_normal().string());
    });
    if (found != prompts.images.end()) return *found;
    throw UsageError(options.prompts.string() + ": has prompts for " + std::to_string(prompts.images.size()) +
                     " images, but none is called as " + options.input.string());
}

// How many masks a run makes at most, for the progress bar.
std::size_t most_masks(const Study& study, const std::vector<PlacedObject>& objects, bool propagate) {
    std::size_t count = 0;
    for (const PlacedObject& object : objects) {
        const auto whole = static_cast<std::size_t>(slice_count(study.geometry(), object.axes));
        count += propagate ? whole : object.slices.size();
    }
    return count;
}

int segment_one(const SegmentOptions& options, const std::vector<GivenObject>& objects, const GivenPrompts& prompts,
                bool show_progress) {
    const Bundle bundle = open_bundle(options.model);
    StudyRunOptions run = study_run_options(options, bundle.manifest, prompts);
    const Study study(options.input, options.study);
    const auto placed = prepare_study(study, objects, bundle.manifest, options.files, run);
    const Engine engine(bundle, engine_options(options));
    install_interrupt_handler();
    std::vector<std::string> lines;
    {
        const bool propagate = run.segmentation.propagate;
        ProgressBar bar(show_progress && propagate);
        WorkDone work{0, most_masks(study, placed, propagate), 0, "slices", "at most"};
        run.segmentation.after_slice = [&] {
            throw_if_interrupted();
            ++work.done;
            bar.show(work);
        };
        lines = run_study(engine, study, placed, options.files, run);
    }
    for (const std::string& line : lines) std::cout << line << "\n";
    return exit_done;
}

}  // namespace

EngineOptions engine_options(const SegmentOptions& options) {
    return {options.device, options.precision, options.threads_per_image};
}

int computed_at_once(const SegmentOptions& options) {
    const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    return std::max(1, (options.threads > 0 ? options.threads : cores) / options.threads_per_image);
}

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

std::vector<GivenObject> with_slice(std::vector<GivenObject> objects, const SliceRequest& slice) {
    for (GivenObject& object : objects) {
        if (!object.slice.plane) object.slice = slice;
    }
    return objects;
}

int run_segment(const SegmentOptions& options, const std::vector<GivenObject>& objects, bool show_progress) {
    check_options(options, objects);
    if (options.session) return run_session(options);
    if (options.prompts.empty()) return segment_one(options, objects, {}, show_progress);
    const GivenPrompts prompts = read_given_prompts(options.prompts);
    if (names_images(prompts, options)) return segment_folder(options, prompts, show_progress);
    if (!options.format.empty()) {
        throw UsageError("--format is for a folder of images; the ending of --output says the format of a file");
    }
    return segment_one(options, with_slice(image_for(prompts, options).objects, options.slice), prompts, show_progress);
}

}  // namespace imis
