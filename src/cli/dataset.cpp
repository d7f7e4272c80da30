#include <memory>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/segmentation/slice_request.hpp"
#include "subcommands.hpp"

namespace imis {
namespace {

void add_folders(CLI::App& app, DatasetCommand& command) {
    app.add_option("DIR", command.folders, "Data set folders (IMed-361M layout), or folders that hold several")
        ->required()
        ->expected(1, -1);
    app.add_option("--threads", command.threads, "Files opened at once; 0: as many as there are cores")
        ->check(CLI::Range(0, 1024))
        ->capture_default_str();
    app.add_flag("--json", command.json, "Print JSON");
}

void add_check(CLI::App& dataset, const std::shared_ptr<DatasetCommand>& command) {
    CLI::App* check = dataset.add_subcommand("check", "Open every file and list what is wrong; exit code 1 on errors");
    add_folders(*check, *command);
    check->final_callback([command] { command->action = DatasetCommand::Action::check; });
}

void add_info(CLI::App& dataset, const std::shared_ptr<DatasetCommand>& command) {
    CLI::App* info = dataset.add_subcommand("info", "Count images, targets, sizes and volumes");
    add_folders(*info, *command);
    info->final_callback([command] { command->action = DatasetCommand::Action::info; });
}

// "0.5,0.7": height and width.
PixelSpacing parse_spacing(const std::string& words) {
    const std::vector<double> lengths = numbers_from(words);
    if (lengths.size() == 2 && lengths[0] > 0 && lengths[1] > 0)
        return {lengths[0], lengths[1], LengthUnit::millimetre};
    throw UsageError("--spacing '" + words + "' is not two numbers above 0, ROW,COLUMN in millimetres");
}

void add_source_options(CLI::App& app, ConversionOptions& o) {
    add_choice(app, "--from", o.source, source_words,
               "What there is: pairs (a mask of labels for each picture), class-folders (a folder of masks for each "
               "class), volumes (NIfTI, NRRD or MetaImage, cut into slices) or coco")
        ->default_str("pairs");
    app.add_option("--images", o.images, "Folder of the pictures or volumes")->type_name("DIR");
    app.add_option("--masks", o.masks, "Folder of the masks or label maps, or the COCO file")->type_name("PATH");
    app.add_option("--image-suffix", o.image_suffix, "What names of images have at their end (_0000)");
    app.add_option("--mask-suffix", o.mask_suffix, "What names of masks have at their end (_segmentation)");
    app.add_flag("--skip-unpaired", o.skip_unpaired,
                 "Leave out images without a mask and masks without an image, with a warning");
    app.add_option(
           "--labels", o.labels,
           "What values of masks stand for: liver=1,spleen=2, or one name for whatever is not 0, or a JSON file")
        ->type_name("LIST|FILE");
    app.add_option("--name", o.name, "Name of the data set (default: the output folder's)");
    app.add_option("--modality", o.modality, "Modality, such as CT, MR-T1W, US, Fundus");
}

void add_slicing_options(CLI::App& app, ConversionOptions& o) {
    add_choice(app, "--plane", o.plane, plane_words, "Slices of volumes: axial, coronal or sagittal")
        ->default_str("axial");
    app.add_flag("--all-slices", o.all_slices,
                 "Of volumes: keep slices without a target too, so that no volume has gaps");
    app.add_option("--frame", o.frame, "Of 4D volumes: which one, from 0")->type_name("N");
    add_parsed(app, "--window", o.window, parse_window,
               "Grey values that become black and white, in volumes and in pictures with more than 8 bits: "
               "CENTRE,WIDTH, percentiles (0.5 and 99.5 of a volume, the default), or a name: lung, soft-tissue, ...")
        ->type_name("NAME");
    add_parsed(app, "--spacing", o.spacing, parse_spacing,
               "Height and width of a pixel of all pictures, in millimetres")
        ->type_name("ROW,COLUMN");
    app.add_option("--volume-rule", o.volume_rule,
                   "Regular expression on names of pictures whose first group is the volume's name: '(.+)_[0-9]+'");
}

void add_split_options(CLI::App& app, ConversionOptions& o) {
    app.add_option("--split", o.split,
                   "test, training, or shares of both, TRAINING:TEST, drawn by volume (default: 90:10 for volumes, "
                   "test for others)");
    app.add_option("--seed", o.seed, "Seed of the split")->capture_default_str();
    app.add_option("--most-test", o.most_test, "At most N test images, drawn by the seed; 0: no limit")
        ->capture_default_str()
        ->type_name("N");
}

// What is converted into what fits together.
void check_conversion(DatasetCommand& command, bool to_pictures) {
    const ConversionOptions& o = command.conversion;
    if (to_pictures) {
        if (command.exported.dataset.empty())
            throw UsageError("--to png needs --data, the data set to write as pictures");
        command.exported.output = o.output;
        command.exported.overwrite = o.overwrite;
        command.action = DatasetCommand::Action::export_pictures;
        return;
    }
    if (!command.exported.dataset.empty())
        throw UsageError("--data needs --to png; otherwise give --images and --masks");
    if (o.images.empty() || o.masks.empty()) throw UsageError("--images and --masks are required");
    if (o.all_slices && o.source != SourceKind::volumes) {
        throw UsageError("--all-slices is for volumes; of other sources no image is left out");
    }
    command.action = DatasetCommand::Action::convert;
}

enum class Target { dataset, png };
constexpr Words<Target, 2> target_words = {{{Target::dataset, "dataset"}, {Target::png, "png"}}};

void add_convert(CLI::App& dataset, const std::shared_ptr<DatasetCommand>& command) {
    CLI::App* convert =
        dataset.add_subcommand("convert", "Make a data set of images and masks, or pictures and masks of a data set");
    ConversionOptions& o = command->conversion;
    const auto target = std::make_shared<Target>(Target::dataset);
    add_choice(*convert, "--to", *target, target_words, "dataset (IMed-361M layout) or png (a data set as pictures)")
        ->default_str("dataset");
    add_source_options(*convert, o);
    add_slicing_options(*convert, o);
    add_split_options(*convert, o);
    convert->add_option("-d,--data", command->exported.dataset, "With --to png: the data set folder")->type_name("DIR");
    convert->add_option("-o,--output", o.output, "Folder to make")->required()->type_name("DIR");
    convert->add_flag("--overwrite", o.overwrite, "Replace what an earlier conversion has made there");
    convert->final_callback([command, target] { check_conversion(*command, *target == Target::png); });
}

void add_download_links(CLI::App& dataset, const std::shared_ptr<DatasetCommand>& command) {
    CLI::App* links = dataset.add_subcommand(
        "download-links", "List where the raw data of IMed-361M are had, and under which flag; nothing is fetched");
    links->add_option("NAME", command->name, "Only data sets with this in their names");
    links->add_flag("--json", command->json, "Print JSON");
    links->final_callback([command] { command->action = DatasetCommand::Action::download_links; });
}

}  // namespace

Subcommand add_dataset(CLI::App& app) {
    const auto command = std::make_shared<DatasetCommand>();
    CLI::App* dataset =
        app.add_subcommand("dataset", "Check data sets, say what they hold, make them of images and masks");
    dataset->require_subcommand(1);
    add_check(*dataset, command);
    add_info(*dataset, command);
    add_convert(*dataset, command);
    add_download_links(*dataset, command);
    return {dataset, [command](const Commands& library, bool show_progress) {
                return library.dataset(*command, show_progress);
            }};
}

}  // namespace imis
