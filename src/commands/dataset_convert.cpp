#include <iostream>
#include <memory>

#include "dataset.hpp"
#include "imis/commands/progress_bar.hpp"

namespace imis {
namespace {

ConversionProgress conversion_progress(bool show_progress) {
    const auto bar = std::make_shared<ProgressBar>(show_progress);
    return [bar](std::size_t done, std::size_t all) { bar->show({done, all, 0, "images", {}}); };
}

std::string number_of(std::size_t number, const std::string& what, const std::string& plural) {
    return std::to_string(number) + " " + (number == 1 ? what : plural);
}

std::string images_text(std::size_t training, std::size_t test) {
    return std::to_string(training) + " training and " + number_of(test, "test image", "test images");
}

std::string classes_text(std::size_t classes) {
    return number_of(classes, "class", "classes");
}

}  // namespace

int convert_dataset(const DatasetCommand& command, bool show_progress) {
    const ConversionOptions& options = command.conversion;
    const ConversionResult result = convert_to_dataset(options, conversion_progress(show_progress));
    std::cout << options.output.string() << ": " << images_text(result.training, result.test) << ", "
              << classes_text(result.classes);
    if (result.volumes) std::cout << ", " << number_of(*result.volumes, "volume", "volumes");
    std::cout << "\n";
    if (result.without_target > 0) {
        const bool cut = options.source == SourceKind::volumes && !options.all_slices;
        std::cout << "without a target: "
                  << (cut ? number_of(result.without_target, "slice", "slices") + ", left out"
                          : number_of(result.without_target, "image", "images") + ", never scored")
                  << "\n";
    }
    if (result.beyond_limit > 0) {
        std::cout << "beyond the limit of " << options.most_test
                  << " test images: " << number_of(result.beyond_limit, "image", "images") << ", left out\n";
    }
    return exit_done;
}

int export_dataset(const DatasetCommand& command, bool show_progress) {
    const ExportResult result = export_pictures(command.exported, conversion_progress(show_progress));
    std::cout << command.exported.output.string() << ": " << images_text(result.training, result.test)
              << (result.class_folders ? ", a folder of masks for each class"
                                       : ", masks with the values in labels.json")
              << "\n";
    return exit_done;
}

}  // namespace imis
