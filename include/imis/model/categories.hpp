// The category table of a bundle: how data set labels are called in a sentence, and which category a semantic vector
// means.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace imis {

class Categories {
public:
    // Reads categories.json and the table in the same folder (float32 [K, n], .npy). Throws Error that names file and
    // field.
    static Categories read(const std::filesystem::path& file);

    // The name that stands for a data set's label in a sentence ("kidney_right" -> "Right kidney"); case, '_', '-' and
    // runs of spaces make no difference. None where the table does not know the label.
    [[nodiscard]] std::optional<std::string> display_name(const std::string& label) const;

    // The category that the table has for a data set's label ("kidney_right" -> "kidney"), spelt as above. None where
    // the table does not know the label, or says a category that is not one of names().
    [[nodiscard]] std::optional<std::string> category(const std::string& label) const;

    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

    // Row-major [K, n]: column j belongs to names()[j]. Unit-length semantic vectors times this give the category
    // scores.
    [[nodiscard]] const std::vector<float>& table() const { return table_; }
    [[nodiscard]] std::int64_t semantic_size() const { return semantic_size_; }

private:
    std::map<std::string, std::string> display_names_;
    std::map<std::string, std::string> label_categories_;
    std::vector<std::string> names_;
    std::vector<float> table_;
    std::int64_t semantic_size_ = 0;
};

}  // namespace imis
