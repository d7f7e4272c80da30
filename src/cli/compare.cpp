#include <memory>

#include "subcommands.hpp"

namespace imis {

Subcommand add_compare(CLI::App& app) {
    const auto command = std::make_shared<CompareCommand>();
    CLI::App* compare = app.add_subcommand("compare", "Compare runs, or the systems of a run, over the same targets");
    CompareOptions& o = command->options;
    compare
        ->add_option(
            "RUN", o.runs,
            "Output folders of imis evaluate; all others are compared with the first, of whole suites run by run")
        ->required()
        ->expected(1, -1);
    compare->add_option("--round", o.round, "Round to compare (default: the last that both have)")
        ->check(problem_not_above_zero)
        ->type_name("N");
    compare->add_option("--metric", o.metrics, "Metrics, by name (repeat, or join by ','; default: all that both have)")
        ->delimiter(',')
        ->type_name("NAME");
    compare
        ->add_option("--by", o.groupings,
                     "Tables: overall, modality, dataset, target (repeat, or join by ','; default: all)")
        ->delimiter(',')
        ->type_name("NAME");
    compare
        ->add_option(
            "--cluster", o.cluster,
            "Slices of one volume count as one: a regular expression that matches a whole image name, its first "
            "group the volume's name (default: the data sets' own rule, or else every image on its own)")
        ->type_name("REGEX");
    compare->add_flag("--different-prompts", o.different_prompts,
                      "Compare systems that were given different prompts, as by a box and by a click");
    compare->add_option("--worst", o.worst, "List at most N regressions a metric")
        ->check(problem_below_zero)
        ->capture_default_str()
        ->type_name("N");
    add_choice(*compare, "--format", command->format, comparison_format_words, "text, markdown, csv or json");
    compare->add_option("-o,--output", command->output, "File to write to (default: stdout)");
    return {compare, [command](const Commands& library, bool) { return library.compare(*command); }};
}

}  // namespace imis
