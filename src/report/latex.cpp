// Tables as LaTeX.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <map>
#include <set>
#include <string_view>

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "cell_number.hpp"
#include "imis/report/summary.hpp"
#include "imis/report/table_files.hpp"
#include "wording.hpp"

namespace imis {
namespace {

// More rows do not fit on a page, and a longtable breaks across pages.
constexpr std::size_t most_rows_on_page = 45;

// pdflatex stops at characters of which its standard fonts know nothing: those beyond Latin-1, and Icelandic ones, are
// shown as their code points.
std::string latex_character(UChar32 character) {
    static const std::map<UChar32, std::string> special = {{U'\\', "\\textbackslash{}"},
                                                           {U'{', "\\{"},
                                                           {U'}', "\\}"},
                                                           {U'$', "\\$"},
                                                           {U'&', "\\&"},
                                                           {U'#', "\\#"},
                                                           {U'%', "\\%"},
                                                           {U'_', "\\_"},
                                                           {U'~', "\\textasciitilde{}"},
                                                           {U'^', "\\textasciicircum{}"},
                                                           {U'<', "\\textless{}"},
                                                           {U'>', "\\textgreater{}"},
                                                           {U'|', "\\textbar{}"},
                                                           {U'"', "''"},
                                                           {U'\u2212', "$-$"},
                                                           {U'[', "{[}"},
                                                           {U']', "{]}"},
                                                           {U'`', "\\textasciigrave{}"},
                                                           {U'*', "{*}"}};
    const auto found = special.find(character);
    if (found != special.end()) return found->second;
    std::string utf8;
    constexpr std::u32string_view unknown = U"\u00D0\u00F0\u00DE\u00FE";
    const bool letter = character >= 0xC0 && character <= 0xFF;
    if (character < 0x80 || (letter && unknown.find(static_cast<char32_t>(character)) == std::u32string_view::npos)) {
        return icu::UnicodeString(character).toUTF8String(utf8);
    }
    char code[24];
    std::snprintf(code, sizeof code, "{[}U+%04X{]}", static_cast<unsigned>(character));
    return code;
}

std::string latex(const std::string& text) {
    const icu::UnicodeString source = icu::UnicodeString::fromUTF8(displayable(text));
    std::string result;
    for (std::int32_t at = 0; at < source.length(); at = source.moveIndex32(at, 1)) {
        result += latex_character(source.char32At(at));
    }
    return result;
}

bool is_better(double value, double than, Direction better) {
    switch (better) {
        case Direction::higher:
            return value > than;
        case Direction::lower:
            return value < than;
        case Direction::zero:
            return std::abs(value) < std::abs(than);
    }
    return false;
}

// The columns of a row that hold the best of its rivals; none where there are no two to compare.
std::set<std::size_t> best_columns(const Table& table, const std::vector<std::string>& row) {
    std::map<std::size_t, double> rivals;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const auto number = table.columns[i].rival ? cell_number(row[i]) : std::nullopt;
        if (number) rivals.emplace(i, *number);
    }
    std::set<std::size_t> best;
    if (rivals.size() < 2) return best;
    for (const auto& [column, value] : rivals) {
        const auto beats = [&, mine = value](const auto& other) { return is_better(other.second, mine, table.better); };
        if (std::ranges::none_of(rivals, beats)) best.insert(column);
    }
    return best;
}

std::string line_of(const std::vector<std::string>& cells) {
    std::string line;
    for (const std::string& cell : cells) line += (line.empty() && &cell == &cells.front() ? "" : " & ") + cell;
    return line + " \\\\\n";
}

// A hyphen would stand for the minus of a number.
std::string cell_of_table(const std::string& cell) {
    return cell.starts_with('-') && cell_number(cell) ? "$-$" + latex(cell.substr(1)) : latex(cell);
}

std::string body_row(const Table& table, const std::vector<std::string>& row) {
    const std::set<std::size_t> best = best_columns(table, row);
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < row.size(); ++i) {
        cells.push_back(best.contains(i) ? "\\textbf{" + cell_of_table(row[i]) + "}" : cell_of_table(row[i]));
    }
    return line_of(cells);
}

// A line of the groups' names with rules below them, where any column has a group; then the columns' names.
std::string header(const Table& table) {
    std::vector<std::string> groups;
    std::vector<std::string> names;
    std::string rules;
    for (std::size_t i = 0; i < table.columns.size();) {
        const std::string& group = table.columns[i].group;
        std::size_t end = i + 1;
        while (!group.empty() && end < table.columns.size() && table.columns[end].group == group) ++end;
        groups.push_back(group.empty() ? ""
                                       : "\\multicolumn{" + std::to_string(end - i) + "}{c}{" + latex(group) + "}");
        if (!group.empty()) {
            rules += "\\cmidrule(lr){" + std::to_string(i + 1) + "-" + std::to_string(end) + "}";
        }
        i = end;
    }
    for (const Column& column : table.columns) names.push_back(latex(column.name));
    return "\\toprule\n" + (rules.empty() ? "" : line_of(groups) + rules + "\n") + line_of(names) + "\\midrule\n";
}

std::string alignment_of(const Table& table) {
    std::string letters;
    for (const Column& column : table.columns) letters += column.alignment == Alignment::left ? 'l' : 'r';
    return "{@{}" + letters + "@{}}";
}

std::string notes_of(const Table& table) {
    if (table.notes.empty()) return "";
    std::string notes = "\\par\\smallskip\n{\\footnotesize\\raggedright\n";
    for (const std::string& note : table.notes) notes += latex(note) + "\\par\n";
    return notes + "}\n";
}

std::string body_of(const Table& table) {
    std::string body;
    for (const auto& row : table.rows) body += body_row(table, row);
    return body;
}

// On one page, and no wider than the text.
std::string page_table(const Table& table) {
    return "\\begin{table}[htbp]\n\\centering\n\\caption{" + latex(table.title) + "}\n\\sbox0{%\n\\begin{tabular}" +
           alignment_of(table) + "\n" + header(table) + body_of(table) +
           "\\bottomrule\n\\end{tabular}}%\n\\ifdim\\wd0>\\linewidth\\resizebox{\\linewidth}{!}{\\usebox0}"
           "\\else\\usebox0\\fi\n" +
           notes_of(table) + "\\end{table}\n";
}

std::string long_table(const Table& table) {
    return "\\clearpage  % tables before this one stand before it\n{\\scriptsize\n\\begin{longtable}" +
           alignment_of(table) + "\n\\caption{" + latex(table.title) + "}\\\\\n" + header(table) +
           "\\endhead\n\\bottomrule\n\\endfoot\n" + body_of(table) + "\\end{longtable}}\n" + notes_of(table);
}

// A line break would end the comment.
std::string comment_line(const std::string& text) {
    return "% " + displayable(text) + "\n";
}

}  // namespace

std::string render_latex(const std::vector<Table>& tables, const std::vector<ReportedRun>& runs) {
    std::string text;
    for (const ReportedRun& run : runs) {
        for (const auto& setting : context_table(run.systems.front().report).rows) {
            text += comment_line(run.name + ": " + setting[0] + " = " + setting[1]);
        }
    }
    text +=
        "\\documentclass{article}\n\\usepackage[utf8]{inputenc}\n"
        "\\usepackage[margin=2cm]{geometry}\n\\usepackage{booktabs,longtable,graphicx}\n\\begin{document}\n";
    for (const Table& table : tables) {
        if (table.rows.empty()) continue;
        text += "\n" + (table.rows.size() > most_rows_on_page ? long_table(table) : page_table(table));
    }
    return text + "\n\\end{document}\n";
}

}  // namespace imis
