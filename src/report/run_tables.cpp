#include "imis/report/run_tables.hpp"

#include <algorithm>
#include <set>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/evaluation/run_place.hpp"
#include "imis/report/comparison.hpp"
#include "imis/report/result_files.hpp"
#include "imis/report/summary.hpp"
#include "wording.hpp"

namespace imis {
namespace {

std::string folder_name(const std::filesystem::path& folder) {
    // Of "out/" the name is "out", of "." that of the folder it stands for.
    const std::filesystem::path whole = std::filesystem::absolute(folder).lexically_normal();
    return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

// The name that tables go by: the folder's; of a run in a suite also the suite's where others have a run of that name.
std::string table_name(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& folders) {
    const std::string name = folder_name(folder);
    const auto same = std::ranges::count_if(folders, [&](const auto& other) { return folder_name(other) == name; });
    if (same == 1 || find_run(folder).name.empty()) return name;
    return folder_name(find_run(folder).store_folder()) + "/" + name;
}

bool contains_words(const std::string& text, const std::string& words) {
    return lower_ascii(text).find(lower_ascii(words)) != std::string::npos;
}

bool any_contained(const std::string& text, const std::vector<std::string>& choices) {
    return choices.empty() ||
           std::ranges::any_of(choices, [&](const std::string& words) { return contains_words(text, words); });
}

// Throws where one of the choices is in none of the texts.
void check_choices(const std::vector<std::string>& choices, const std::vector<std::string>& texts,
                   const std::string& what, const std::string& field) {
    for (const std::string& words : choices) {
        if (std::ranges::any_of(texts, [&](const std::string& text) { return contains_words(text, words); })) continue;
        throw UsageError("no " + what + " has '" + words + "' in its name; there are " + joined(texts), {field});
    }
}

std::vector<std::string> titles_of(const std::vector<Table>& tables) {
    std::vector<std::string> titles;
    titles.reserve(tables.size());
    for (const Table& table : tables) titles.push_back(table.title);
    return titles;
}

// Each once, in the order of the tables.
std::vector<std::string> headings_of(const std::vector<Table>& tables) {
    std::vector<std::string> headings;
    for (const Table& table : tables) {
        for (const Column& column : table.columns) {
            const std::string name = column.full_name();
            if (std::ranges::find(headings, name) == headings.end()) headings.push_back(name);
        }
    }
    return headings;
}

void keep_columns(Table& table, const std::vector<std::string>& choices) {
    Table kept{table.title, {}, std::vector<std::vector<std::string>>(table.rows.size()), table.notes, table.better};
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (i > 0 && !any_contained(table.columns[i].full_name(), choices)) continue;
        kept.columns.push_back(table.columns[i]);
        for (std::size_t row = 0; row < table.rows.size(); ++row) kept.rows[row].push_back(table.rows[row][i]);
    }
    table = std::move(kept);
}

}  // namespace

std::vector<ReportedRun> read_runs(const ReportOptions& options) {
    std::vector<ReportedRun> runs;
    std::set<std::string> names;
    for (const std::filesystem::path& folder : options.runs) {
        ReportedRun run{table_name(folder, options.runs), {}};
        if (!names.insert(run.name).second) {
            throw UsageError(folder.string() + ": another run's folder is also called '" + run.name +
                             "', and tables go by these names; rename one of them");
        }
        run.systems = read_reports(folder, options.metrics);
        runs.push_back(std::move(run));
    }
    return runs;
}

std::vector<Table> run_tables(const std::vector<ReportedRun>& runs, bool with_context, bool with_partial) {
    std::vector<Table> tables;
    for (const ReportedRun& run : runs) {
        std::vector<Table> own = run.systems.size() == 1 ? report_tables(run.systems.front().report, with_partial)
                                                         : comparison_tables(run.systems, with_partial);
        if (!with_context) std::erase_if(own, [](const Table& table) { return table.title == context_title; });
        for (Table& table : own) {
            if (runs.size() > 1) table.title = run.name + ": " + table.title;
            tables.push_back(std::move(table));
        }
    }
    return tables;
}

std::vector<Table> chosen_tables(std::vector<Table> tables, const ReportOptions& options) {
    check_choices(options.tables, titles_of(tables), "table", "tables");
    std::erase_if(tables, [&](const Table& table) { return !any_contained(table.title, options.tables); });
    if (options.columns.empty()) return tables;
    check_choices(options.columns, headings_of(tables), "column", "columns");
    for (Table& table : tables) keep_columns(table, options.columns);
    std::erase_if(tables, [](const Table& table) { return table.columns.size() < 2; });
    return tables;
}

}  // namespace imis
