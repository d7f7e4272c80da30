#include "segment_folder.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <future>
#include <iostream>
#include <memory>
#include <set>

#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/base/log.hpp"
#include "imis/cli/program.hpp"
#include "imis/cli/progress_bar.hpp"
#include "imis/model/bundle.hpp"
#include "imis/segmentation/output_file.hpp"
#include "segment_run.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

// What came of one image.
struct ImageOutcome {
    std::vector<std::string> lines;  // of its results
    std::string problem;             // why there are none; empty where there are
};

// An image whose turn has come.
struct PlannedImage {
    const GivenImage* image = nullptr;
    fs::path file;
    StudyFiles files;
    std::string problem;  // why it can't be opened or written
};

class FolderRun {
public:
    FolderRun(const SegmentOptions& options, const GivenPrompts& prompts)
        : options_(options), prompts_(prompts), bundle_(open_bundle(options.model)) {
        if (!options.format.empty()) (void)output_format("mask" + ending(options.format));
        run_ = study_run_options(options, bundle_.manifest, prompts);
        run_.ahead = 1;  // the threads have an image each
        engine_ = std::make_unique<Engine>(bundle_, engine_options(options));
    }

    // Calls done(image, outcome) for every image in the order of the file, whichever is finished first.
    void run(const std::function<void(const GivenImage&, const ImageOutcome&)>& done) {
        std::deque<std::future<ImageOutcome>> under_way;
        std::size_t next = 0;
        for (const GivenImage& image : prompts_.images) {
            for (; next < prompts_.images.size() && under_way.size() < at_once(); ++next) {
                under_way.push_back(std::async(
                    std::launch::async, [this, planned = plan(prompts_.images[next])] { return segment(planned); }));
            }
            done(image, under_way.front().get());
            under_way.pop_front();
        }
    }

private:
    // On a GPU one image is computed at a time, while the next is read.
    [[nodiscard]] std::size_t at_once() const {
        return traits_of(engine_->device()).accelerator ? 2 : static_cast<std::size_t>(computed_at_once(options_));
    }

    // In the order of the file, so that of two images with one output it is always the second that fails.
    PlannedImage plan(const GivenImage& image) {
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

    // Several images at once.
    [[nodiscard]] ImageOutcome segment(const PlannedImage& planned) const {
        throw_if_interrupted();
        if (!planned.problem.empty()) return {{}, planned.problem};
        try {
            return {segment_image(planned), {}};
        } catch (const Interrupted&) {
            throw;
        } catch (const std::exception& problem) {
            return {{}, reason(problem)};
        }
    }

    [[nodiscard]] std::vector<std::string> segment_image(const PlannedImage& planned) const {
        const Study study(planned.file, options_.study);
        const auto objects = prepare_study(study, with_slice(planned.image->objects, options_.slice), bundle_.manifest,
                                           planned.files, run_);
        return run_study(*engine_, study, objects, planned.files, run_);
    }

    void claim(const StudyFiles& files) {
        for (const fs::path& file : {files.output, files.overlay, files.logits, files.image}) {
            if (file.empty() || claimed_.insert(file).second) continue;
            throw Error(file.string() + ": is the output of another image of this run already; rename one of them");
        }
    }

    static std::string ending(const std::string& format) { return format.starts_with('.') ? format : "." + format; }

    [[nodiscard]] StudyFiles files_of(const fs::path& relative, bool picture) const {
        const std::string format = !options_.format.empty() ? ending(options_.format) : picture ? ".png" : ".nii.gz";
        const auto below = [&](const fs::path& folder, const std::string& end) {
            return folder.empty() ? folder : folder / relative.parent_path() / (name_without_ending(relative) + end);
        };
        const StudyFiles& asked = options_.files;
        return {below(asked.output, format), below(asked.overlay, ".png"), below(asked.logits, ".npy"),
                below(asked.image, ".png"), asked.force};
    }

    const SegmentOptions& options_;
    const GivenPrompts& prompts_;
    Bundle bundle_;
    StudyRunOptions run_;
    std::unique_ptr<Engine> engine_;
    std::set<fs::path> claimed_;
};

void check_folders(const StudyFiles& files) {
    for (const auto& folder : {files.output, files.overlay, files.logits, files.image}) {
        if (folder.empty()) continue;
        if (fs::exists(folder) && !fs::is_directory(folder)) {
            throw UsageError(folder.string() + ": is a file; where -i is a folder of images, give a folder");
        }
        check_writable(folder / "mask", true);
    }
}

}  // namespace

bool names_images(const GivenPrompts& prompts, const SegmentOptions& options) {
    return fs::is_directory(options.input) &&
           std::ranges::any_of(prompts.images, [](const GivenImage& image) { return !image.image.empty(); });
}

int segment_folder(const SegmentOptions& options, const GivenPrompts& prompts, bool show_progress) {
    check_folders(options.files);
    FolderRun folder(options, prompts);
    install_interrupt_handler();
    const std::size_t count = prompts.images.size();
    std::vector<std::string> failures;
    {
        ProgressBar bar(show_progress);
        WorkDone work{0, count, 0, "images", ""};
        folder.run([&](const GivenImage& image, const ImageOutcome& outcome) {
            for (const std::string& line : outcome.lines) std::cout << line << "\n" << std::flush;
            if (!outcome.problem.empty()) failures.push_back(image.image + ": " + outcome.problem);
            ++work.done;
            bar.show(work);
        });
    }
    for (const std::string& failure : failures) log::warn("failed: " + failure);
    if (failures.empty()) return exit_done;
    if (failures.size() == count) {
        throw Error("none of the images could be segmented; what is wrong with each stands above");
    }
    log::warn(std::to_string(failures.size()) + " of " + std::to_string(count) +
              " images failed; they are listed above");
    return exit_skipped;
}

}  // namespace imis
