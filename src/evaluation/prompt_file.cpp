#include "imis/evaluation/prompt_file.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "imis/base/csv.hpp"
#include "imis/base/error.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

// The fields of the rows by the names in the header.
class PromptTable {
public:
    PromptTable(fs::path file, const CsvRow& header) : file_(std::move(file)), names_(header.fields) {
        for (const char* name : {"dataset", "image", "target", "round", "prompt"}) {
            if (!column(name)) {
                throw Error(file_.string() + ": has no column '" + name +
                            "'; give the rows.csv of a run, or a table with dataset, image, target, round and prompt");
            }
        }
    }

    [[nodiscard]] Error error(const CsvRow& row, const std::string& problem) const {
        return Error(file_.string() + ": line " + std::to_string(row.line) + ": " + problem);
    }

    [[nodiscard]] std::string text(const CsvRow& row, const std::string& name) const {
        const auto at = column(name);
        if (!at) return "";
        if (*at >= row.fields.size()) throw error(row, "has no field for column '" + name + "'");
        return row.fields[*at];
    }

    // A whole number from 1 on; `otherwise` where there is no such column.
    [[nodiscard]] int count(const CsvRow& row, const std::string& name, int otherwise) const {
        if (!column(name)) return otherwise;
        const std::string digits = text(row, name);
        const bool number = !digits.empty() && digits.size() < 7 &&
                            std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
        if (!number || std::stoi(digits) < 1)
            throw error(row, "'" + name + "' is '" + digits + "', not a number from 1 on");
        return std::stoi(digits);
    }

    [[nodiscard]] Prompt prompt(const CsvRow& row) const {
        try {
            return prompt_from_json(text(row, "prompt"));
        } catch (const Error& problem) {
            throw error(row, problem.what());
        }
    }

private:
    [[nodiscard]] std::optional<std::size_t> column(const std::string& name) const {
        const auto found = std::ranges::find(names_, name);
        if (found == names_.end()) return std::nullopt;
        return static_cast<std::size_t>(found - names_.begin());
    }

    fs::path file_;
    std::vector<std::string> names_;
};

// The system with the most rounds, of equals the first: others may have lacked clicks.
std::string longest_model(const PromptTable& table, const std::vector<CsvRow>& rows) {
    std::string longest;
    int most = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const int round = table.count(rows[i], "round", 1);
        if (round <= most) continue;
        most = round;
        longest = table.text(rows[i], "model");
    }
    return longest;
}

}  // namespace

PromptFile::PromptFile(const fs::path& file) {
    const std::vector<CsvRow> rows = read_csv(file);
    if (rows.size() < 2) throw Error(file.string() + ": has no prompts; give the rows.csv of a run");
    const PromptTable table(file, rows.front());
    const std::string model = longest_model(table, rows);
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const CsvRow& row = rows[i];
        if (table.text(row, "model") != model) continue;
        const int repeat = table.count(row, "repeat", 1);
        const int round = table.count(row, "round", 1);
        Prompt prompt = table.prompt(row);
        auto& recorded =
            images_[{table.text(row, "dataset"), table.text(row, "image")}][{table.text(row, "target"), repeat}];
        if (static_cast<int>(recorded.size()) + 1 != round) {
            throw table.error(row, "round " + std::to_string(round) + " of this target is out of turn; round " +
                                       std::to_string(recorded.size() + 1) + " is expected");
        }
        const PromptKinds kinds = kinds_of(prompt);
        if (round == 1) {
            if (kinds.empty()) throw table.error(row, "round 1 has no prompt");
            kinds_.add(kinds);
        } else if (const auto other = kinds.first_missing_in({PromptKind::point})) {
            throw table.error(row, "round " + std::to_string(round) + " has a " + std::string(info_of(*other).word) +
                                       "; after the first there are only points");
        }
        rounds_ = std::max(rounds_, round);
        repeats_ = std::max(repeats_, repeat);
        recorded.push_back(std::move(prompt));
    }
}

RecordedPrompts PromptFile::prompts(const std::string& dataset, const std::string& image) const {
    const auto found = images_.find({dataset, image});
    return found == images_.end() ? RecordedPrompts{} : found->second;
}

}  // namespace imis
