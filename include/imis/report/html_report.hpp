// The report of one or several runs as a page for browsers.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace imis {

struct HtmlReportOptions {
    std::vector<std::filesystem::path> runs;  // output folders of evaluations, one at least
    std::filesystem::path output;             // the page
    std::vector<std::filesystem::path> data;  // data sets for the pictures; empty: where the evaluations read them
    int cases = 4;                            // pictured, of each kind and system, 0 or more
    std::size_t most_bytes = 20'000'000;      // of the page
};

// What a page turned out to be.
struct HtmlReportFile {
    std::size_t bytes = 0;
    std::size_t pictures = 0;
    std::vector<std::string> left_out;  // as sentences; the page says so too
};

// Writes one file that needs no other and asks no server for anything: the figures of all systems, plots, the worst,
// best and most improved cases in pictures (where masks were saved) and a table of cases. It has at most `most_bytes`:
// cases with a high Dice, then pictures are left out where there is no room, and the page says so. The same stores give
// the same bytes. Throws UsageError where no run is given or one twice, and Error naming the file where a store can't be
// read, the page can't be written, or not even its figures fit.
HtmlReportFile write_html_report(const HtmlReportOptions& options);

}  // namespace imis
