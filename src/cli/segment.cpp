#include "segment.hpp"

#include "imis/base/error.hpp"
#include "segment_run.hpp"

namespace imis {

CLI::App* SegmentCommand::set_up(CLI::App& app) {
    CLI::App* command = app.add_subcommand(
        "segment", "Segment one image, a volume or a DICOM series with boxes, clicks and names, without ground truth");
    command->option_defaults()->always_capture_default();
    add_input_options(*command);
    objects_.add_to(*command);
    command->add_option("--prompts", options_.prompts, "Prompts in a file: JSON, or 3D Slicer markups (.mrk.json)")
        ->check(CLI::ExistingFile)
        ->group("Prompts");
    command->add_option("--coords", coordinates_, "What --box and --point count: pixel, or millimetres, lps or ras")
        ->group("Prompts");
    add_output_options(*command);
    return command;
}

void SegmentCommand::add_input_options(CLI::App& command) {
    auto& o = options_;
    command.add_option("-m,--model", o.model, "Folder of the model bundle")->required();
    command.add_option("-i,--input", o.input, "Picture, NIfTI, NRRD, MetaImage or DICOM file, or a folder");
    command.add_option("--series", o.study.choice.series, "Of a folder with several DICOM series: its number or UID");
    command.add_option("--frame", o.study.choice.frame, "Of a 4D input: which volume, from 0")->type_name("N");
    command.add_option(
        "--window", window_,
        "Grey values that become black and white: CENTRE,WIDTH, percentiles (0.5 and 99.5, the default), "
        "dicom (the file's own) or a name: lung, soft-tissue, bone, brain, ...");
    command.add_option("--slice", slice_, "The slice that the prompts are on: axial:57, coronal:N or sagittal:N");
    command.add_flag("--propagate", o.run.segmentation.propagate, "Go on to the neighbouring slices of a volume");
    command.add_option("--min-iou", o.run.segmentation.min_iou, "Propagation ends below this predicted IoU")
        ->check(CLI::Range(0.0, 1.0));
    command
        .add_option(
            "--max-shift", o.run.segmentation.max_shift,
            "... or where the mean grey value under the mask has moved by so many standard deviations; 0: no limit")
        ->check(CLI::NonNegativeNumber)
        ->type_name("SD");
    command.add_flag("--session", o.session, "Take commands from stdin, one a line, and answer each (try 'help')");
    command.add_option("--device", o.device, device_names());
    command.add_option("--precision", precision_, "auto (fp32), " + known_words(precision_words));
    command
        .add_option("--threads", o.threads, "Slices (--propagate) or images of a folder computed at once; 0: all cores")
        ->check(CLI::Range(0, 1024));
    command
        .add_option("--threads-per-image", o.threads_per_image,
                    "Threads that one image is computed with; more answer sooner, but in the last digits not as "
                    "imis evaluate does")
        ->check(CLI::Range(1, 1024));
}

void SegmentCommand::add_output_options(CLI::App& command) {
    auto& files = options_.files;
    command
        .add_option(
            "-o,--output", files.output,
            "File of the masks: .png, .nii.gz, .nii, .nrrd, .mha, .dcm, .json (COCO), .geojson; a folder where -i "
            "is one of images")
        ->group("Output");
    command.add_option("--format", options_.format, "Ending of the output files where -i is a folder of images")
        ->group("Output");
    command.add_option("--overlay", files.overlay, "Picture (PNG) of the image with masks and prompts")
        ->group("Output");
    command.add_option("--logits", files.logits, "Low-res logits of the mask, .npy")->group("Output");
    command.add_option("--save-image", files.image, "The slice as the model was given it, PNG")->group("Output");
    command
        .add_flag("--all-candidates", options_.run.segmentation.all_candidates,
                  "Also give the masks that the model did not choose, with their scores")
        ->group("Output");
    command.add_flag("-f,--force", files.force, "Replace files that are there")->group("Output");
}

void SegmentCommand::parse_words() {
    options_.precision = parse_precision(precision_);
    options_.coordinates = parse_choice(coordinates_words, coordinates_, "--coords");
    if (!window_.empty()) options_.study.window = parse_window(window_);
    if (!slice_.empty()) options_.slice = parse_slice(slice_, "--slice");
}

int SegmentCommand::run(bool show_progress) {
    parse_words();
    const auto objects = objects_.objects(options_.coordinates, options_.slice);
    return run_segment(options_, objects, show_progress);
}

}  // namespace imis
