#include "csv_table.hpp"

#include "imis/base/error.hpp"
#include "imis/base/files.hpp"

namespace imis {
namespace {

// Spreadsheet programs write it before UTF-8.
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

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
