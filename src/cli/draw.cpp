#include <memory>

#include "subcommands.hpp"

namespace imis {

Subcommand add_draw(CLI::App& app) {
    const auto command = std::make_shared<DrawCommand>();
    CLI::App* draw = app.add_subcommand("draw", "Draw the masks of an evaluation: strips of rounds, and one session");
    PictureOptions& o = command->options;
    draw->add_option("RESULTS", o.results, "Output folder of imis evaluate --save-masks")->required();
    draw->add_option("-o,--output", o.output, "Folder for the pictures (default: RESULTS)");
    draw->add_option("-d,--data", o.data,
                     "Data set folders, or folders that hold several (default: those that were evaluated)")
        ->expected(1, -1);
    draw->add_option("--only", o.datasets, "Only these data sets, by name (repeat, or join by ',')")
        ->delimiter(',')
        ->type_name("NAME");
    draw->add_option("--rounds", o.rounds,
                     "Rounds to draw, joined by ',' (default: 1, 3 and the last, as far as they were run)")
        ->delimiter(',')
        ->check(problem_not_above_zero)
        ->type_name("K");
    add_choice(*draw, "--theme", o.theme, picture_theme_words, "Of the pages: dark, or light for papers")
        ->default_str("dark");
    add_choice(*draw, "--format", o.format, page_format_words,
               "Of the pages: png, or for papers svg or pdf, with lines and letters as vectors")
        ->default_str("png");
    draw->add_option("--width", o.width, "Width of each page in an svg or pdf, in mm (default: a pixel is 1/96 inch)")
        ->check(problem_not_above_zero)
        ->type_name("MM");
    draw->add_option("--targets", o.targets, "At most N targets an image")
        ->check(problem_not_above_zero)
        ->capture_default_str()
        ->type_name("N");
    return {draw, [command](const Commands& library, bool) { return library.draw(*command); }};
}

}  // namespace imis
