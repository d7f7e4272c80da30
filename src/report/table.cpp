#include "imis/report/table.hpp"

#include <algorithm>
#include <string_view>

#include "imis/base/csv.hpp"
#include "wording.hpp"

namespace imis {
namespace {

constexpr std::string_view gap = "  ";

struct TextColumn {
    Alignment alignment;
    std::size_t width = 0;
};

// Neighbouring columns of one group: [first, last).
struct Span {
    std::string group;
    std::size_t first;
    std::size_t last;
};

std::vector<Span> spans_of(const std::vector<Column>& columns) {
    std::vector<Span> spans;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const bool goes_on = !spans.empty() && !columns[i].group.empty() && columns[i].group == spans.back().group;
        if (goes_on) {
            spans.back().last = i + 1;
        } else {
            spans.push_back({columns[i].group, i, i + 1});
        }
    }
    return spans;
}

std::size_t width_of(const Span& span, const std::vector<TextColumn>& columns) {
    std::size_t width = gap.size() * (span.last - span.first - 1);
    for (std::size_t i = span.first; i < span.last; ++i) width += columns[i].width;
    return width;
}

std::vector<TextColumn> layout(const Table& table, const std::vector<Span>& spans) {
    std::vector<TextColumn> columns;
    for (const Column& column : table.columns) columns.push_back({column.alignment, display_width(column.name)});
    for (const auto& row : table.rows) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            columns[i].width = std::max(columns[i].width, display_width(displayable(row[i])));
        }
    }
    for (const Span& span : spans) {  // a long group name widens its last column
        const std::size_t wanted = display_width(span.group);
        const std::size_t width = width_of(span, columns);
        if (wanted > width) columns[span.last - 1].width += wanted - width;
    }
    return columns;
}

std::string padded(const std::string& text, std::size_t width, Alignment alignment) {
    const std::size_t taken = display_width(text);
    const std::string padding(width > taken ? width - taken : 0, ' ');
    return alignment == Alignment::left ? text + padding : padding + text;
}

void append_line(std::string& text, std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
}

void append_cells(std::string& text, const std::vector<std::string>& cells, const std::vector<TextColumn>& columns) {
    std::string line;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (i > 0) line += gap;
        line += padded(displayable(cells[i]), columns[i].width, columns[i].alignment);
    }
    append_line(text, std::move(line));
}

void append_group_names(std::string& text, const std::vector<Span>& spans, const std::vector<TextColumn>& columns) {
    if (std::all_of(spans.begin(), spans.end(), [](const Span& span) { return span.group.empty(); })) return;
    std::string line;
    for (const Span& span : spans) {
        if (span.first > 0) line += gap;
        line += padded(span.group, width_of(span, columns), Alignment::left);
    }
    append_line(text, std::move(line));
}

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

std::string render_all(const std::vector<Table>& tables, std::string (*render)(const Table&)) {
    std::string text;
    for (const Table& table : tables) {
        if (!text.empty()) text += '\n';
        text += render(table);
    }
    return text;
}

}  // namespace

std::string Column::full_name() const {
    return group.empty() ? name : group + " (" + name + ")";
}

std::string render_text(const Table& table) {
    const std::vector<Span> spans = spans_of(table.columns);
    const std::vector<TextColumn> columns = layout(table, spans);
    std::vector<std::string> names;
    std::vector<std::string> rules;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        names.push_back(table.columns[i].name);
        rules.emplace_back(columns[i].width, '-');
    }

    std::string text = table.title.empty() ? "" : displayable(table.title) + "\n";
    append_group_names(text, spans, columns);
    append_cells(text, names, columns);
    append_cells(text, rules, columns);
    for (const auto& row : table.rows) append_cells(text, row, columns);
    for (const std::string& note : table.notes) append_line(text, displayable(note));
    return text;
}

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
    for (const std::string& note : table.notes) {
        markdown += '\n';
        markdown += escaped(note);
        markdown += '\n';
    }
    return markdown;
}

std::string render_text(const std::vector<Table>& tables) {
    return render_all(tables, render_text);
}

std::string render_markdown(const std::vector<Table>& tables) {
    return render_all(tables, render_markdown);
}

std::string render_csv(const Table& table) {
    std::vector<std::string> names;
    for (const Column& column : table.columns) names.push_back(column.full_name());
    std::string csv = csv_line(names);
    for (const auto& row : table.rows) csv += csv_line(row);
    return csv;
}

}  // namespace imis
