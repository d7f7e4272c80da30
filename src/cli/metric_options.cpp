#include "metric_options.hpp"

#include "options.hpp"

namespace imis {

void add_metric_options(CLI::App& app, std::string& metrics, std::optional<Length>& nsd_tolerance, EmptyRule& empty) {
    app.add_option("--metrics", metrics, "What is measured: names joined by ',', or all (an unknown name lists them)");
    const auto parse = [](const std::string& words) { return parse_length(words, "--nsd-tolerance"); };
    add_parsed(app, "--nsd-tolerance", nsd_tolerance, parse,
               "How far apart surfaces may be and count as one: 2mm, 3px (default: 2 mm where the size of pixels is "
               "known, else 2 px)")
        ->type_name("LENGTH");
    add_choice(app, "--empty", empty, empty_words,
               "What a metric scores that has no value because a mask is empty: worst (a distance: the image's "
               "diagonal), nan, or skip (left out of means, and counted)")
        ->default_str("worst");
}

}  // namespace imis
