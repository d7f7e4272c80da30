#include "csv_table.hpp"

#include "imis/base/error.hpp"
#include "imis/base/files.hpp"

namespace imis {

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
    for (std::size_t i = 0; i < text.size(); ++i) {
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
