#include <string_view>

#include "display_text.hpp"
#include "imis/report/table.hpp"

namespace imis {
namespace {

std::string escaped(std::string_view text) {
    constexpr std::string_view markup = "\\|*`<";
    std::string result;
    for (const char character : displayable(text)) {
        if (markup.find(character) != std::string_view::npos) result += '\\';
        result += character;
    }
    return result;
}

void append_row(std::string& markdown, const std::vector<std::string>& cells) {
    markdown += '|';
    for (const std::string& cell : cells) markdown += " " + cell + " |";
    markdown += '\n';
}

}  // namespace

std::string render_markdown(const Table& table) {
    std::string markdown = table.title.empty() ? "" : "### " + escaped(table.title) + "\n\n";
    std::vector<std::string> names;
    std::vector<std::string> rules;
    for (const Column& column : table.columns) {
        names.push_back(escaped(column.full_name()));
        rules.emplace_back(column.alignment == Alignment::left ? ":--" : "--:");
    }
    append_row(markdown, names);
    append_row(markdown, rules);
    for (const auto& row : table.rows) {
        std::vector<std::string> cells;
        cells.reserve(row.size());
        for (const std::string& cell : row) cells.push_back(escaped(cell));
        append_row(markdown, cells);
    }
    for (const std::string& note : table.notes) markdown += "\n" + escaped(note) + "\n";
    return markdown;
}

}  // namespace imis
