#include "imis/base/csv.hpp"

#include <string_view>

#include "imis/base/error.hpp"
#include "imis/base/files.hpp"

namespace imis {
namespace {

// Spreadsheet programs put it before UTF-8.
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

void append_field(std::string& line, const std::string& field) {
    if (field.find_first_of(",\"\r\n") == std::string::npos) {
        line += field;
        return;
    }
    line += '"';
    for (const char character : field) {
        if (character == '"') line += '"';
        line += character;
    }
    line += '"';
}

}  // namespace

std::string csv_line(const std::vector<std::string>& fields) {
    std::string line;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) line += ',';
        append_field(line, fields[i]);
    }
    return line + "\n";
}

std::vector<CsvRow> read_csv(const std::filesystem::path& file) {
    const std::string text = read_text_file(file);
    std::vector<CsvRow> rows;
    CsvRow row{1, {""}};
    std::size_t line = 1;
    bool quoted = false;
    const auto end_row = [&] {
        if (row.fields.size() > 1 || !row.fields.front().empty()) rows.push_back(row);
        row = {line, {""}};
    };
    const std::size_t start = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    for (std::size_t i = start; i < text.size(); ++i) {
        const char letter = text[i];
        if (letter == '\n') ++line;
        if (quoted) {
            if (letter != '"') {
                row.fields.back() += letter;
            } else if (i + 1 < text.size() && text[i + 1] == '"') {
                row.fields.back() += text[++i];
            } else {
                quoted = false;
            }
        } else if (letter == '"') {
            quoted = true;
        } else if (letter == ',') {
            row.fields.emplace_back();
        } else if (letter == '\n') {
            end_row();
        } else if (letter != '\r') {
            row.fields.back() += letter;
        }
    }
    if (quoted) throw Error(file.string() + ": line " + std::to_string(row.line) + ": a quote is not closed");
    end_row();
    return rows;
}

}  // namespace imis
