// The figures that a paper has published, and the same beside those of finished runs. docs/paper.md describes the file.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "imis/report/run_tables.hpp"
#include "imis/report/table.hpp"

namespace imis {

struct PublishedFigure {
    std::string group;   // "ISLES"; "all" where the table is of all scores together
    std::string prompt;  // the first prompt, as --prompt takes it
    int rounds = 1;      // after which it was measured
    std::string system;
    double value = 0;  // in the table's unit
};

struct PublishedTable {
    std::string title;
    std::string source;     // where the figures stand
    std::string metric;     // as --metrics takes it
    bool percent = false;   // whether a measured 0.9 is 90 here
    std::string by;         // name of a grouping, or "overall"
    std::string reference;  // the system that measured figures are compared with
    std::vector<PublishedFigure> figures;
};

struct Paper {
    std::string title;
    std::map<std::string, std::vector<std::string>> groups;   // group -> other names of it in data sets
    std::map<std::string, std::vector<std::string>> systems;  // system -> names of models that are the same system
    std::vector<PublishedTable> tables;
    std::vector<std::string> statements;  // what it says in words, with the place
};

// Throws Error naming file and field where a field is missing, unknown or out of range, a metric or grouping is none of
// the program's, or the schema another version's.
[[nodiscard]] Paper read_paper(const std::filesystem::path& file);

// A table for each published one. A row is a (group, prompt, round); its columns are the published systems, the measured
// ones, and the differences "measured - published": to the system that the measured one is said to be, otherwise to the
// table's reference. A system is measured in a row where a run of it began with that prompt, went that many rounds and
// has that group (names are compared by letters and digits alone); of several such runs the first counts. Runs by volumes don't: published
// scores are of slices.
[[nodiscard]] std::vector<Table> paper_tables(const Paper& paper, const std::vector<ReportedRun>& runs);

}  // namespace imis
