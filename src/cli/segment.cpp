#include <memory>

#include "imis/model/device.hpp"
#include "object_options.hpp"
#include "subcommands.hpp"

namespace imis {
namespace {

void add_input_options(CLI::App& app, SegmentCommand& command) {
    SegmentOptions& o = command.options;
    app.add_option("-m,--model", o.model, "Folder of the model bundle")->required();
    app.add_option("-i,--input", o.input, "Picture, NIfTI, NRRD, MetaImage or DICOM file, or a folder");
    app.add_option("--series", o.study.choice.series, "Of a folder with several DICOM series: its number or UID");
    app.add_option("--frame", o.study.choice.frame, "Of a 4D input: which volume, from 0")->type_name("N");
    add_parsed(app, "--window", o.study.window, parse_window,
               "Grey values that become black and white: CENTRE,WIDTH, percentiles (0.5 and 99.5, the default), "
               "dicom (the file's own) or a name: lung, soft-tissue, bone, brain, ...");
    const auto parse = [](const std::string& words) { return parse_slice(words, "--slice"); };
    add_parsed(app, "--slice", o.slice, parse, "The slice that the prompts are on: axial:57, coronal:N or sagittal:N");
    app.add_flag("--session", command.session, "Take commands from stdin, one a line, and answer each (try 'help')");
}

void add_computing_options(CLI::App& app, SegmentOptions& o) {
    SegmentationOptions& s = o.run.segmentation;
    app.add_flag("--propagate", s.propagate, "Continue on the neighbouring slices of a volume");
    app.add_option("--min-iou", s.min_iou, "Propagation ends below this predicted IoU")->check(CLI::Range(0.0, 1.0));
    app.add_option(
           "--max-shift", s.max_shift,
           "... or where the mean grey value under the mask has moved by so many standard deviations; 0: no limit")
        ->check(problem_below_zero)
        ->type_name("SD");
    app.add_option("--device", o.device, device_names());
    add_choice(app, "--precision", o.precision, precision_words, precision_help)->default_str("auto");
    app.add_option("--threads", o.threads, "Slices (--propagate) or images of a folder computed at once; 0: all cores")
        ->check(CLI::Range(0, 1024));
    app.add_option("--threads-per-image", o.threads_per_image,
                   "Threads for one image; more answer sooner, but the last digits are not those of imis evaluate")
        ->check(CLI::Range(1, 1024));
}

// Prompts as they stand on the command line, until all options are known.
struct PromptWords {
    ObjectOptions objects;
    Coordinates coordinates = Coordinates::pixel;
};

void add_prompt_options(CLI::App& app, SegmentOptions& o, PromptWords& words) {
    words.objects.add_to(app);
    app.add_option("--prompts", o.prompts, "Prompts in a file: JSON, or 3D Slicer markups (.mrk.json)")
        ->check(CLI::ExistingFile)
        ->group("Prompts");
    add_choice(app, "--coords", words.coordinates, coordinates_words,
               "What --box and --point count: pixel, or millimetres, lps or ras")
        ->default_str("pixel")
        ->group("Prompts");
}

void add_output_options(CLI::App& app, SegmentOptions& o) {
    StudyFiles& files = o.files;
    app.add_option(
           "-o,--output", files.output,
           "File of the masks: .png, .nii.gz, .nii, .nrrd, .mha, .dcm, .json (COCO), .geojson; a folder where -i "
           "is one of images")
        ->group("Output");
    app.add_option("--format", o.format, "Ending of the output files where -i is a folder of images")->group("Output");
    app.add_option("--overlay", files.overlay, "Picture (PNG) of the image with masks and prompts")->group("Output");
    app.add_option("--logits", files.logits, "Low-res logits of the mask, .npy")->group("Output");
    app.add_option("--save-image", files.image, "The slice as the model was given it, PNG")->group("Output");
    app.add_flag("--all-candidates", o.run.segmentation.all_candidates,
                 "Also give the masks that the model did not choose, with their scores")
        ->group("Output");
    app.add_flag("-f,--force", files.force, "Replace existing files")->group("Output");
}

void check_options(const SegmentCommand& command) {
    const SegmentOptions& options = command.options;
    const bool by_options = !command.objects.empty();
    const bool by_file = !options.prompts.empty();
    if (command.session) {
        if (!by_options && !by_file && options.files.output.empty()) return;
        throw UsageError("--session takes prompts and output files as commands on stdin, not as options");
    }
    if (options.input.empty()) throw UsageError("--input is required (see imis segment --help)");
    if (by_options && by_file) {
        throw UsageError("give prompts either by --prompts or by --box, --point, --text and --mask");
    }
    if (!by_options && !by_file) {
        throw UsageError("nothing says what to segment; give --box, --point, --text, --mask or --prompts");
    }
}

}  // namespace

Subcommand add_segment(CLI::App& app) {
    const auto command = std::make_shared<SegmentCommand>();
    const auto words = std::make_shared<PromptWords>();
    CLI::App* segment = app.add_subcommand(
        "segment", "Segment one image, a volume or a DICOM series with boxes, clicks and names, without ground truth");
    segment->option_defaults()->always_capture_default();
    add_input_options(*segment, *command);
    add_computing_options(*segment, command->options);
    add_prompt_options(*segment, command->options, *words);
    add_output_options(*segment, command->options);
    segment->final_callback([command, words] {
        command->objects = words->objects.objects(words->coordinates, command->options.slice);
        check_options(*command);
    });
    return {segment, [command](const Commands& library, bool show_progress) {
                return library.segment(*command, show_progress);
            }};
}

}  // namespace imis
