#include <memory>

#include "metric_options.hpp"
#include "subcommands.hpp"

namespace imis {

Subcommand add_score(CLI::App& app) {
    const auto command = std::make_shared<ScoreCommand>();
    CLI::App* score = app.add_subcommand(
        "score", "Measure masks that any tool made against the truth: two files, or two folders of files");
    score->option_defaults()->always_capture_default();
    ScoreOptions& o = command->options;
    score
        ->add_option("PREDICTION", o.prediction,
                     "A label map (picture, NIfTI, NRRD, MetaImage, DICOM, .npy), or a folder of them")
        ->required();
    score->add_option("TRUTH", o.truth, "The same of the truth; files of folders are paired by name")->required();
    add_metric_options(*score, o.metrics, o.nsd_tolerance, o.empty);
    score
        ->add_option("--spacing", o.spacing,
                     "Millimetres between pixels along rows and columns, [slices,]rows,columns, in place of what the "
                     "files say")
        ->delimiter(',')
        ->expected(1, 3)
        ->type_name("MM,MM");
    score->add_option("--label", o.labels, "Only these labels (repeat, or join by ',')")
        ->delimiter(',')
        ->type_name("N");
    score->add_flag("--binary", o.binary, "Take all labels but 0 for one object");
    score->add_flag("--ignore-place", o.ignore_place,
                    "Compare voxel by voxel, also where the files say that their voxels lie elsewhere");
    add_choice(*score, "--format", command->format, score_format_words,
               "text (means by label), csv (a row an object) or json (both)")
        ->default_str("text");
    const auto as_json = [command](std::int64_t) { command->format = ScoreFormat::json; };
    score->add_flag_function("--json", as_json, "Short for --format json");
    return {score, [command](const Commands& library, bool) { return library.score(*command); }};
}

}  // namespace imis
